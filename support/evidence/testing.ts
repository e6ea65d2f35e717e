import { broken, EVERYBODY, type Severity, type Status, type Verdict } from '../control';
import type { Snapshot } from '../report';
import { ACCOUNT, AS_OF, csv, parseCsv, rootRow, userRow } from '../report/testing';
import type { AuditedReport, AuditResult, ControlResult } from './audit-result';

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
    waivers: [],
    results: [],
    problems: [],
    failOn: 'low',
    exitCode: 1,
    ...overrides,
  };
}
