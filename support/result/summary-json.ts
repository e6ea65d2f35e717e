import {
  type ExitCode,
  fullReason,
  type Measure,
  SEVERITIES,
  type Severity,
  type Status,
  type Verdict,
  type Waiver,
} from '../control';
import { type Account, formatInstant } from '../report';
import {
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  countByStatus,
  sourceLabel,
} from './audit-result';
import { unmatchedLists } from './class-use';
import { type Ending, endingOf } from './ending';
import { groupByControl, type Recommendation, recommendations } from './recommendations';
import { waiverUse } from './waiver-use';

/**
 * A run as one JSON object: what to do first, why, and for whom. Instants are UTC, as
 * `2026-09-11T13:14:52Z`; what is not known is null. `schemaVersion` changes where a reader of an
 * older version would misread it; fields may be added at any time.
 */
export interface SummaryJson {
  readonly schemaVersion: 1;
  readonly run: {
    readonly id: string;
    readonly startedAt: string;
    /** Of iamspec, and its commit where it ran from a checkout. */
    readonly version: string;
    readonly commit: string | null;
  };
  /** null where no report could be had. */
  readonly account: SummaryAccount | null;
  readonly exitCode: ExitCode;
  /** `nothing to judge`: all that was looked at was not applicable. */
  readonly verdict: Ending;
  /** Failures below this severity do not count for the verdict. */
  readonly failOn: Severity;
  /** How many verdicts the caller's own filters left out; above 0 the run was a partial one. */
  readonly notRun: number;
  readonly totals: {
    readonly byStatus: Readonly<Record<Status, number>>;
    readonly failedBySeverity: Readonly<Record<Severity, number>>;
  };
  /** Plain Jest files make a group without a profile. */
  readonly profiles: readonly SummaryProfile[];
  /** Why the run as a whole could not check. */
  readonly problems: readonly string[];
  readonly couldNotCheck: readonly SummaryVerdict[];
  readonly notReviewed: readonly SummaryVerdict[];
  /** The most severe first, then those with the most failing subjects. */
  readonly findings: readonly SummaryFinding[];
  readonly waived: readonly (SummaryVerdict & { readonly waiver: SummaryWaiver | null })[];
  /** Waivers in use that end within 14 days. */
  readonly waiversEnding: readonly SummaryWaiver[];
  /** Waivers that match nobody. */
  readonly waiversStale: readonly SummaryWaiver[];
  /** Lists of users in profiles, or patterns in them, that no user matches. */
  readonly unmatchedLists: readonly string[];
  /** What to do, in this order. */
  readonly recommendations: readonly Recommendation[];
}

/** Whose report it was, and of when. */
export interface SummaryAccount {
  readonly id: string;
  readonly partition: string;
  /** Root not counted. */
  readonly users: number;
  /** `live`, `saved report`, `DEMO` or `not AWS (...)`. */
  readonly source: string;
  /** The instant that ages are measured at. */
  readonly asOf: string;
}

/** What a profile found. */
export interface SummaryProfile {
  readonly name: string | null;
  readonly title: string;
  readonly counts: Readonly<Record<Status, number>>;
  readonly controls: readonly {
    readonly id: string;
    readonly severity: Severity | null;
    readonly counts: Readonly<Record<Status, number>>;
    readonly notRun: number;
  }[];
}

/** What one control says of one subject, in all profiles that say the same. */
export interface SummaryVerdict {
  readonly control: string;
  readonly severity: Severity;
  readonly profiles: readonly string[];
  /** `alice / access key 1`. */
  readonly subject: string;
  /** `alice` or `<root_account>`; null where the subject belongs to nobody. */
  readonly user: string | null;
  readonly arn: string | null;
  /** Ages are days of 24 hours with all their fraction. */
  readonly measured: Measure | null;
  readonly limit: Measure | null;
  readonly reason: string;
  readonly fix: string | null;
}

/** A control that fails, and whom. */
export interface SummaryFinding {
  readonly control: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string | null;
  /** What to do, where `<user>` stands for a name and `<id>` for an id. */
  readonly remediation: string | null;
  readonly requirements: readonly { readonly profile: string; readonly ids: readonly string[] }[];
  /** How many subjects fail; in several profiles with other limits, one is listed several times. */
  readonly failing: number;
  readonly subjects: readonly SummaryVerdict[];
}

/** An accepted exception. */
export interface SummaryWaiver {
  readonly control: string;
  /** A label or an ARN, with `*` for any characters. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string | null;
  /** The last day on which it holds, in UTC: `2026-09-11`. */
  readonly expires: string;
}

/** Sums up a run as one object for `JSON.stringify`: prioritized findings and recommendations. */
export function summaryJson(result: AuditResult): SummaryJson {
  const { run, audited, exitCode, failOn, problems, results, waivers } = result;
  const verdicts = results.flatMap((each) => each.verdicts);
  const listed = listVerdicts(result);
  const ofStatus = (wanted: Status) => listed.filter(({ status }) => status === wanted);
  const use = audited && waiverUse(waivers, results, audited.report.asOf);
  const parts = {
    problems,
    couldNotCheck: ofStatus('error').map(bare),
    findings: findings(results, ofStatus('failed')),
    waiversEnding: (use?.ending ?? []).map(waiverJson),
    waiversStale: (use?.stale ?? []).map(waiverJson),
  };
  const failed = verdicts.filter(({ status }) => status === 'failed');
  const { id, startedAt, version, commit = null } = run;
  return {
    schemaVersion: 1,
    run: { id, startedAt: formatInstant(startedAt), version, commit },
    account: audited ? accountOf(audited) : null,
    exitCode,
    verdict: endingOf(result),
    failOn,
    notRun: results.reduce((sum, { notRun }) => sum + notRun, 0),
    totals: { byStatus: countByStatus(verdicts), failedBySeverity: countBySeverity(failed) },
    profiles: profiles(result),
    ...parts,
    notReviewed: ofStatus('notReviewed').map(bare),
    waived: ofStatus('waived').map((each) => ({
      ...bare(each),
      waiver: each.waiver ? waiverJson(each.waiver) : null,
    })),
    unmatchedLists: audited ? unmatchedLists(results, audited.report.users) : [],
    recommendations: recommendations(parts),
  };
}

function accountOf(audited: AuditedReport): SummaryAccount {
  const { accountId: id, partition, users, asOf } = audited.report;
  const source = sourceLabel(audited);
  return { id, partition, users: users.length, source, asOf: formatInstant(asOf) };
}

function countBySeverity(verdicts: readonly Verdict[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of verdicts) counts[severity]++;
  return counts;
}

function profiles({ profiles: audited, results }: AuditResult): readonly SummaryProfile[] {
  const groups = [
    ...audited.map(({ name, title }) => ({ name, title })),
    { name: undefined, title: 'Plain Jest files' },
  ];
  return groups.flatMap(({ name, title }) => {
    const own = results.filter(({ profile }) => profile === name);
    if (name === undefined && own.length === 0) return [];
    const controls = own.map(({ id, severity = null, verdicts, notRun }) => ({
      id,
      severity,
      counts: countByStatus(verdicts),
      notRun,
    }));
    const counts = countByStatus(own.flatMap(({ verdicts }) => verdicts));
    return [{ name: name ?? null, title, counts, controls }];
  });
}

type Listed = SummaryVerdict & {
  readonly status: Status;
  readonly profiles: string[];
  readonly waiver: Waiver | undefined;
};

const rank = ({ severity }: { readonly severity: Severity }) => SEVERITIES.indexOf(severity);

// Profiles that say the same of a subject say it once.
function listVerdicts({ results, audited }: AuditResult): readonly Listed[] {
  const users = new Map(audited?.report.users.map(({ arn, label }) => [arn, label]));
  const known = new Map<string, Listed>();
  for (const { profile, verdicts } of results) {
    for (const verdict of verdicts) {
      if (verdict.status === 'passed' || verdict.status === 'notApplicable') continue;
      const { control, status, subject } = verdict;
      const key = JSON.stringify([control, status, subject, fullReason(verdict)]);
      const listed = known.get(key) ?? listedVerdict(verdict, users, audited?.report.account);
      known.set(key, listed);
      if (profile !== undefined) listed.profiles.push(profile);
    }
  }
  return [...known.values()].sort((a, b) => rank(b) - rank(a));
}

function listedVerdict(
  verdict: Verdict,
  users: ReadonlyMap<string, string>,
  account: Account | undefined,
): Listed {
  const { control, severity, status, subject, arn, waiver } = verdict;
  // The account as a whole has the ARN of root, but is nobody.
  const isUser = arn !== undefined && !(subject === account?.label && arn === account.arn);
  return {
    control,
    severity,
    status,
    profiles: [],
    subject,
    user: isUser ? (users.get(arn) ?? subject.split(' / ')[0] ?? subject) : null,
    arn: arn ?? null,
    measured: verdict.measured ?? null,
    limit: verdict.limit ?? null,
    reason: fullReason(verdict),
    fix: verdict.fix ?? null,
    waiver,
  };
}

function bare({ status: _status, waiver: _waiver, ...verdict }: Listed): SummaryVerdict {
  return verdict;
}

function findings(
  results: readonly ControlResult[],
  failed: readonly Listed[],
): readonly SummaryFinding[] {
  return groupByControl(failed.map(bare))
    .map(([control, subjects]) => finding(control, subjects, results))
    .sort((a, b) => rank(b) - rank(a) || b.failing - a.failing);
}

function finding(
  control: string,
  subjects: readonly SummaryVerdict[],
  results: readonly ControlResult[],
): SummaryFinding {
  const own = results.filter(({ id }) => id === control);
  const about = own.find((each) => each.about !== undefined)?.about;
  return {
    control,
    severity: subjects[0]?.severity ?? 'critical',
    title: about?.title ?? control,
    why: about?.rationale ?? null,
    remediation: about?.remediation ?? null,
    requirements: own.flatMap(({ profile, requirements }) =>
      profile === undefined ? [] : [{ profile, ids: requirements }],
    ),
    failing: new Set(subjects.map(({ subject }) => subject)).size,
    subjects,
  };
}

function waiverJson(waiver: Waiver): SummaryWaiver {
  const { control, subject, reason, owner, approvedBy, ticket = null, expires } = waiver;
  const day = formatInstant(expires).slice(0, 10);
  return { control, subject, reason, owner, approvedBy, ticket, expires: day };
}
