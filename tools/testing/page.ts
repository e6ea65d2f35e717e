import packageJson from '../../package.json';
import type { Status } from '../../support/control';
import { audit as judge } from '../../support/judge';
import type { LocalAccount } from '../../support/local-iam/account';
import { sampleAccount } from '../../support/local-iam/sample-account';
import { page } from '../../support/page';
import { type AsOf, DAY, type Snapshot, type UserTags } from '../../support/report';
import type { AuditResult, ControlResult, TrendPoint } from '../../support/result';
import { makePlan } from '../../support/run';
import { describeSettings, takeSettings } from '../../support/run/settings';
import { AS_OF as LARGE_AS_OF, makeReport } from '../bench/make-report';
import { reportOf, userRow } from './report';
import { auditedReport, auditResult, controlResult, verdict } from './result';

/** Writes a page in one piece. */
export function written(result: AuditResult, trend: readonly TrendPoint[] = []): string {
  return [...page(result, trend)].join('');
}

/** A control of low severity with a verdict of each status, about a user each. */
export const control = (list: readonly Status[], overrides: Partial<ControlResult> = {}) =>
  controlResult(
    'key-age',
    'low',
    list.map((status, index) => verdict(`user-${index}`, status, 'because', { severity: 'low' })),
    overrides,
  );

/** A run of that control. */
export const run = (
  exitCode: 0 | 1 | 2,
  list: readonly Status[],
  { notRun = 0, ...overrides }: Partial<AuditResult> & { notRun?: number } = {},
) => auditResult({ exitCode, results: [control(list, { notRun })], ...overrides });

const NOW = Date.UTC(2026, 10, 21, 13, 14, 52);

/** The demo account under a profile; without tags the path alone tells owners. */
export function demo(profile = 'baseline', isTagged = true): AuditResult {
  const account = sampleAccount(new Date(NOW));
  const generatedTime = Date.parse(account.generatedTime);
  const snapshot: Snapshot = {
    content: Buffer.from(account.report),
    generatedTime,
    origin: { kind: 'live', endpoint: 'http://127.0.0.1:4566' },
    caller: { accountId: account.accountId, arn: account.callerArn },
    facts: isTagged ? { userTags: { known: tagsOf(account) } } : {},
    notes: [],
  };
  return audit(profile, snapshot, { instant: generatedTime, source: 'GeneratedTime' }, NOW);
}

function tagsOf({ users }: LocalAccount): readonly UserTags[] {
  return users.map(({ userName, tags = {} }) => ({
    userName,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  }));
}

/** An account of so many users under all controls; half of the verdicts are dated. */
export function large(users: number): AuditResult {
  const content = Buffer.from(makeReport(users));
  const origin = { kind: 'file', path: 'report.csv', format: 'csv' } as const;
  const asOf = { instant: LARGE_AS_OF, source: 'IAMSPEC_AS_OF' } as const;
  const known = { generatedTime: undefined, caller: undefined, facts: {}, notes: [] };
  return audit('all', { content, origin, ...known }, asOf, LARGE_AS_OF);
}

function audit(profile: string, snapshot: Snapshot, asOf: AsOf, readAt: number): AuditResult {
  const plan = makePlan(takeSettings({ IAMSPEC_PROFILE: profile }));
  const identity = {
    id: '2026-11-21T13-14-52Z-3f9a1c',
    startedAt: readAt,
    version: packageJson.version,
    commit: undefined,
    settings: describeSettings(plan.settings),
  };
  return judge(plan, { snapshot, asOf, readAt }, { identity, now: Date.now });
}

/** Runs before the demo's, on which something was mended now and then. */
export const EARLIER: readonly TrendPoint[] = [44, 44, 43, 39, 39, 41, 33, 33, 34, 29, 28, 28].map(
  (failed, index, { length }) => ({
    runId: `earlier ${index}`,
    startedAt: NOW - (length - index) * DAY,
    passed: 84 - failed,
    failed,
    error: index === 3 ? 5 : 0,
    waived: index > 6 ? 3 : 0,
    exitCode: index === 3 ? 2 : 1,
  }),
);

/** Names that mean harm: to a page, to the line they stand in, and to the reader. */
export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '"><svg onload=alert(1)>',
  'admin\u202egnp.exe',
  'ad\u200bmin',
  '\u0001 / access key 1',
  '&lt;b&gt;',
  'רותם',
] as const;

/** An account whose every text is hostile. */
export function hostile(): AuditResult {
  const plain = reportOf(...HOSTILE.map((_, index) => userRow(`user-${index}`)));
  const users = plain.users.map((user, index) => {
    const name = HOSTILE[index] ?? '';
    return { ...user, name, label: name, arn: `arn:aws:iam::111122223333:user/${name}` };
  });
  const all = HOSTILE.join(' ');
  const verdicts = users.map(({ label, arn }) =>
    verdict(label, 'failed', `${label} is not ${all}`, {
      ...{ arn, fix: `delete ${label}`, owner: { name: label, by: all }, dueAt: LARGE_AS_OF },
    }),
  );
  const waiver = {
    ...{ control: all, subject: all, reason: all, owner: all, approvedBy: all },
    ...{ ticket: all, expires: NOW },
  };
  return auditResult({
    audited: auditedReport({ report: { ...plain, users }, notes: [all] }),
    profiles: [
      {
        ...{ name: all, title: all, source: all, version: all, heldAgainst: all },
        notDecidable: { [all]: all },
      },
    ],
    waivers: [waiver],
    results: [
      controlResult(all, 'high', verdicts, { profile: all, requirements: [all] }),
      controlResult(all, undefined, [verdict(all, 'notReviewed', all)], { profile: undefined }),
    ],
    problems: [all],
    exitCode: 2,
  });
}
