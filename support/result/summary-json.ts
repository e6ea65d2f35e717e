import {
  type ExitCode,
  fullReason,
  type Measure,
  type Severity,
  type Status,
  type Waiver,
} from '../control';
import { type Account, DAY, formatInstant } from '../report';
import {
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  sourceLabel,
} from './audit-result';
import { idleLists } from './class-use';
import { type Counts, countsOf, failuresOf, notRunOf, totalOf } from './counts';
import { dueCount } from './due';
import { type Ending, endingOf } from './ending';
import { dueWithin } from './format-files';
import { type ListedVerdict, listVerdicts } from './listed-verdicts';
import { groupByControl, type Recommendation, recommendations } from './recommendations';
import { type WaiverRecord, waiverRecord, waiverUse } from './waiver-use';
import { whoAndWhen } from './who-and-when';
import { bySeverity } from './words';

/**
 * Instants are UTC, what is not known is null. `schemaVersion` changes where an older reader would
 * misread it; fields may be added at any time.
 */
export interface SummaryJson {
  readonly schemaVersion: 1;
  readonly run: {
    readonly id: string;
    readonly startedAt: string;
    readonly version: string;
    readonly commit: string | null;
  };
  readonly account: SummaryAccount | null;
  readonly exitCode: ExitCode;
  readonly verdict: Ending;
  readonly failOn: Severity;
  readonly notRun: number;
  /** How many credentials and settings fall due within so many days of the report. */
  readonly due: { readonly withinDays: number; readonly count: number };
  readonly totals: {
    readonly byStatus: Counts;
    readonly failedBySeverity: Readonly<Record<Severity, number>>;
  };
  readonly profiles: readonly SummaryProfile[];
  readonly problems: readonly string[];
  readonly couldNotCheck: readonly SummaryVerdict[];
  readonly notReviewed: readonly SummaryVerdict[];
  readonly findings: readonly SummaryFinding[];
  readonly waived: readonly (SummaryVerdict & { readonly waiver: SummaryWaiver | null })[];
  readonly waiversEnding: readonly SummaryWaiver[];
  readonly waiversStale: readonly SummaryWaiver[];
  readonly unmatchedLists: readonly string[];
  readonly recommendations: readonly Recommendation[];
}

/** Whose report it was, and of when. */
export interface SummaryAccount {
  readonly id: string;
  readonly partition: string;
  readonly users: number;
  readonly source: string;
  readonly asOf: string;
}

/** What a profile found. */
export interface SummaryProfile {
  readonly name: string | null;
  readonly title: string;
  readonly counts: Counts;
  readonly controls: readonly {
    readonly id: string;
    readonly severity: Severity | null;
    readonly counts: Counts;
    readonly notRun: number;
  }[];
}

/** What one control says of one subject, in all profiles that say the same; ages are exact days. */
export interface SummaryVerdict {
  readonly control: string;
  readonly severity: Severity;
  readonly profiles: readonly string[];
  readonly subject: string;
  readonly user: string | null;
  readonly arn: string | null;
  readonly measured: Measure | null;
  readonly limit: Measure | null;
  readonly reason: string;
  readonly fix: string | null;
  readonly owner: string | null;
  /** The rule by which it is the owner: `tag owner`. */
  readonly ownerBy: string | null;
  /** Since when it fails, or from when; UTC, to the millisecond. */
  readonly dueAt: string | null;
}

/** A control that fails; in profiles with other limits, one subject is listed several times. */
export interface SummaryFinding {
  readonly control: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string | null;
  readonly remediation: string | null;
  readonly requirements: readonly { readonly profile: string; readonly ids: readonly string[] }[];
  readonly failing: number;
  readonly subjects: readonly SummaryVerdict[];
}

/** An accepted exception. */
export interface SummaryWaiver extends WaiverRecord {
  readonly control: string;
}

/** The same before its verdicts are told one by one: of 20,000, most readers show 20. */
export interface Summary
  extends Omit<
    SummaryJson,
    'couldNotCheck' | 'notReviewed' | 'waived' | 'findings' | 'recommendations'
  > {
  readonly couldNotCheck: readonly ListedVerdict[];
  readonly notReviewed: readonly ListedVerdict[];
  readonly waived: readonly ListedVerdict[];
  readonly findings: readonly ListedFinding[];
}

/** A control that fails, its verdicts not told. */
export interface ListedFinding extends Omit<SummaryFinding, 'subjects'> {
  readonly subjects: readonly ListedVerdict[];
}

/** Prioritized findings and recommendations, for `JSON.stringify`. */
export function summaryJson(result: AuditResult): SummaryJson {
  const { audited } = result;
  const { couldNotCheck, findings, waiversEnding, waiversStale, notReviewed, waived, ...rest } =
    summaryOf(result);
  const users = new Map(audited?.report.users.map(({ arn, label }) => [arn, label]));
  const tell = (listed: ListedVerdict) => told(listed, users, audited?.report.account);
  const parts = {
    problems: rest.problems,
    couldNotCheck: couldNotCheck.map(tell),
    findings: findings.map(({ subjects, ...finding }) => ({
      ...finding,
      subjects: subjects.map(tell),
    })),
    waiversEnding,
    waiversStale,
  };
  const { unmatchedLists, ...head } = rest;
  return {
    ...head,
    ...parts,
    notReviewed: notReviewed.map(tell),
    waived: waived.map((listed) => {
      const { waiver } = listed.verdict;
      return { ...tell(listed), waiver: waiver ? waiverJson(waiver) : null };
    }),
    unmatchedLists,
    recommendations: recommendations(parts),
  };
}

/** What a run found, the most severe first. */
export function summaryOf(result: AuditResult): Summary {
  const { run, audited, exitCode, failOn, problems, results, waivers } = result;
  const listed = listVerdicts(result);
  const ofStatus = (wanted: Status) => listed.filter(({ verdict }) => verdict.status === wanted);
  const use = audited && waiverUse(waivers, results, audited.report.asOf, audited.report.users);
  const { id, startedAt, version, commit = null } = run;
  return {
    schemaVersion: 1,
    run: { id, startedAt: formatInstant(startedAt), version, commit },
    account: audited ? accountOf(audited) : null,
    exitCode,
    verdict: endingOf(result),
    failOn,
    notRun: notRunOf(result),
    due: { withinDays: dueWithin(run) / DAY, count: dueCount(result) },
    totals: { byStatus: totalOf(result), failedBySeverity: failuresOf(result) },
    profiles: profiles(result),
    problems,
    couldNotCheck: ofStatus('error'),
    findings: findings(results, ofStatus('failed')),
    waiversEnding: (use?.ending ?? []).map(waiverJson),
    waiversStale: (use?.stale ?? []).map(waiverJson),
    notReviewed: ofStatus('notReviewed'),
    waived: ofStatus('waived'),
    unmatchedLists: idleLists(result),
  };
}

function accountOf(audited: AuditedReport): SummaryAccount {
  const { accountId: id, partition, users, asOf } = audited.report;
  const source = sourceLabel(audited);
  return { id, partition, users: users.length, source, asOf: formatInstant(asOf) };
}

function profiles({ profiles: audited, results }: AuditResult): readonly SummaryProfile[] {
  const groups = [
    ...audited.map(({ name, title }) => ({ name, title })),
    { name: undefined, title: 'Plain Jest files' },
  ];
  return groups.flatMap(({ name, title }) => {
    const own = results.filter(({ profile }) => profile === name);
    if (name === undefined && own.length === 0) return [];
    const controls = own.map((each) => ({
      id: each.id,
      severity: each.severity ?? null,
      counts: countsOf(each),
      notRun: each.notRun,
    }));
    const counts = totalOf({ results: own });
    return [{ name: name ?? null, title, counts, controls }];
  });
}

function told(
  { verdict, profiles }: ListedVerdict,
  users: ReadonlyMap<string, string>,
  account: Account | undefined,
): SummaryVerdict {
  const { control, severity, subject, arn } = verdict;
  // The account as a whole has the ARN of root, but is nobody.
  const who = whoAndWhen(verdict);
  const isUser = arn !== undefined && !(subject === account?.label && arn === account.arn);
  return {
    control,
    severity,
    profiles,
    subject,
    user: isUser ? (users.get(arn) ?? subject.split(' / ')[0] ?? subject) : null,
    arn: arn ?? null,
    measured: verdict.measured ?? null,
    limit: verdict.limit ?? null,
    reason: fullReason(verdict),
    fix: verdict.fix ?? null,
    owner: who.owner ?? null,
    ownerBy: who.ownerBy ?? null,
    dueAt: who.dueAt ?? null,
  };
}

function findings(
  results: readonly ControlResult[],
  failed: readonly ListedVerdict[],
): readonly ListedFinding[] {
  return groupByControl(failed)
    .map(([control, subjects]) => finding(control, subjects, results))
    .sort((a, b) => bySeverity(a, b) || b.failing - a.failing);
}

function finding(
  control: string,
  subjects: readonly ListedVerdict[],
  results: readonly ControlResult[],
): ListedFinding {
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
    failing: new Set(subjects.map(({ verdict }) => verdict.subject)).size,
    subjects,
  };
}

function waiverJson(waiver: Waiver): SummaryWaiver {
  return { control: waiver.control, ...waiverRecord(waiver) };
}
