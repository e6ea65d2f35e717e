import { broken, EVERYBODY, type Severity, type Status, type Verdict } from '../../support/control';
import type { CredentialReport, Snapshot, User } from '../../support/report';
import type { AuditedReport, AuditResult, ControlResult } from '../../support/result';
import { ACCOUNT, AS_OF, type Cells, csv, parseCsv, reportOf, rootRow, userRow } from './report';

/** A verdict with the texts that matter. */
export function verdict(
  subject: string,
  status: Status,
  reason: string,
  overrides: Partial<Verdict> = {},
): Verdict {
  const base = broken({ id: 'key-age', severity: 'high' }, subject, undefined, '-');
  return { ...base, status, reason, ...overrides };
}

/** A control of the profile `house`. */
export function controlResult(
  id: string,
  severity: Severity | undefined,
  verdicts: readonly Verdict[],
  overrides: Partial<ControlResult> = {},
): ControlResult {
  const about = {
    title: `Title of ${id}`,
    nist: ['AC-2'],
    rationale: `Rationale of ${id}.`,
    remediation: `Remediation of ${id}.`,
  };
  const base = { profile: 'house', id, severity, about, inputs: {}, scope: EVERYBODY };
  return {
    ...base,
    requirements: [],
    verdicts,
    notRun: 0,
    start: 0,
    milliseconds: 0,
    ...overrides,
  };
}

/** A live report of root, alice and bob. */
export function auditedReport(
  overrides: Partial<Snapshot> & Partial<Pick<AuditedReport, 'report' | 'readAt'>> = {},
  accountId = ACCOUNT,
): AuditedReport {
  const text = csv([rootRow(), userRow('alice'), userRow('bob')]).replaceAll(ACCOUNT, accountId);
  const { report = parseCsv(text), readAt = AS_OF, ...given } = overrides;
  const snapshot: Snapshot = {
    content: Buffer.from(text),
    generatedTime: AS_OF,
    origin: { kind: 'live', endpoint: undefined },
    caller: { accountId, arn: `arn:aws:iam::${accountId}:user/auditor` },
    facts: {},
    notes: [],
    ...given,
  };
  return { report, snapshot, readAt };
}

/** A run of the profile `house` that ended with 1. */
export function auditResult(overrides: Partial<AuditResult> = {}): AuditResult {
  return {
    run: {
      id: '2025-06-30T12-00-00Z-0a1b2c',
      startedAt: AS_OF,
      version: '0.0.0',
      commit: undefined,
      settings: { IAMSPEC_PROFILE: 'house' },
    },
    audited: auditedReport(),
    profiles: [{ name: 'house', title: 'House policy', source: undefined, notDecidable: {} }],
    policyFiles: [],
    waivers: [],
    owners: [],
    results: [],
    problems: [],
    failOn: 'low',
    exitCode: 1,
    ...overrides,
  };
}

/** Names that would do harm where they are taken for anything but names. */
export const HOSTILE_NAMES: readonly string[] = [
  "=cmd|' /C calc'!A0",
  'a,b',
  'x@y',
  '@mention',
  '$(id)',
  '`id`',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '-rf',
  "'; drop",
  'back\\slash\\',
  'a|b',
  'two\nlines',
  '::error::x',
  '\u001b[2Jescape',
  '\u202egnp.exe',
  'zero\u200bwidth',
  '</iamspec-summary>',
];

/** A report whose users have any names at all, which no parser would let through. */
export function reportNaming(names: readonly string[], cells: Cells = {}): CredentialReport {
  const report = reportOf(...names.map((_, index) => userRow(`u${index}`, cells)));
  const users = report.users.map((user, index) => renamed(user, names[index] ?? ''));
  return {
    ...report,
    users,
    passwords: users.flatMap(({ password }) => password ?? []),
    accessKeys: users.flatMap(({ accessKeys }) => accessKeys),
    activeAccessKeys: users.flatMap(({ accessKeys }) => accessKeys).filter(({ active }) => active),
  };
}

function renamed(user: User, name: string): User {
  const arn = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  const own = <C extends { readonly label: string }>(credential: C) => ({
    ...credential,
    label: credential.label.replace(user.label, () => name),
    arn,
    owner: { ...user, name, label: name, arn },
  });
  return {
    ...user,
    name,
    label: name,
    arn,
    password: user.password && own(user.password),
    accessKeys: user.accessKeys.map(own),
    certificates: user.certificates.map(own),
  };
}
