import { fixFor, fullReason, type Measure, type Severity, type Verdict } from '../control';
import type { CredentialReport, Instant } from '../report';
import type { AuditResult, ControlResult } from './audit-result';
import { dueWithin } from './format-files';
import { SEVERITIES_DOWN } from './words';

/** Something to do: a verdict that fails, or is going to if nothing changes. */
export interface Due {
  /** The id of the account; undefined where no report could be had. */
  readonly account: string | undefined;
  /** The profiles that say so: what several find is one thing to do. */
  readonly profiles: readonly string[];
  readonly control: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly arn: string | undefined;
  readonly owner: string;
  /** The rule by which it is the owner. */
  readonly ownerBy: string;
  /** The first instant at which it fails; undefined where it fails whatever the time is. */
  readonly dueAt: Instant | undefined;
  readonly limit: Measure | undefined;
  readonly reason: string;
  /** What to do, for this user. */
  readonly fix: string;
  /** `waived`: a waiver ends then. */
  readonly status: 'failed' | 'passed' | 'waived';
}

/** What is to be done, the most pressing first. */
export interface DueList {
  /** Fails now, since `dueAt` where time decides. */
  readonly overdue: readonly Due[];
  /** Fails later than `asOf`, and not later than the end of the time that was asked for. */
  readonly upcoming: readonly Due[];
}

/**
 * What falls due within a time of the report, in milliseconds. Limits of several profiles on one subject are
 * one: the first that is reached. Plain tests have no owner and no date, and are not in it.
 */
export function dueList(result: AuditResult, within: number): DueList {
  const { audited, results } = result;
  if (!audited) return { overdue: [], upcoming: [] };
  const { report } = audited;
  const idOf = credentialIds(report);
  const found = new Map<string, Due>();
  for (const control of results) {
    for (const verdict of control.verdicts) {
      if (!isDue(verdict, report.asOf, within)) continue;
      const key = JSON.stringify([control.id, verdict.subject]);
      const one = dueOf(verdict, control, report, idOf);
      const other = found.get(key);
      found.set(key, other ? firstOf(other, one) : one);
    }
  }
  const list = [...found.values()];
  return {
    overdue: list.filter(({ status }) => status === 'failed').sort(worstFirst),
    upcoming: list.filter(({ status }) => status !== 'failed').sort(soonestFirst),
  };
}

const counts = new WeakMap<AuditResult, number>();

/** How many credentials and settings fall due within the time that the run warns of. Counted once. */
export function dueCount(result: AuditResult): number {
  const count = counts.get(result) ?? countDue(result);
  counts.set(result, count);
  return count;
}

function countDue(result: AuditResult): number {
  return new Set(result.results.flatMap((control) => dueSoon(control, result))).size;
}

/** The subjects of a control that fall due within the time that the run warns of. */
export function dueSoon(
  { verdicts }: Pick<ControlResult, 'verdicts'>,
  { audited, run }: AuditResult,
): readonly string[] {
  if (!audited) return [];
  const { asOf } = audited.report;
  const within = dueWithin(run);
  const found: string[] = [];
  for (const verdict of verdicts) {
    if (verdict.status !== 'failed' && isDue(verdict, asOf, within)) found.push(verdict.subject);
  }
  return found;
}

function isDue({ status, dueAt, owner }: Verdict, asOf: Instant, within: number): boolean {
  if (!owner) return false;
  if (status === 'failed') return true;
  const mayFail = status === 'passed' || status === 'waived';
  return mayFail && dueAt !== undefined && dueAt <= asOf + within;
}

function dueOf(
  verdict: Verdict,
  { profile, id, about }: ControlResult,
  { accountId }: CredentialReport,
  idOf: ReadonlyMap<string, string>,
): Due {
  const { severity, subject, arn, status, owner, dueAt, limit, fix } = verdict;
  const user = subject.split(' / ')[0] ?? subject;
  return {
    account: accountId,
    profiles: profile === undefined ? [] : [profile],
    control: id,
    title: about?.title ?? id,
    severity,
    subject,
    arn,
    owner: owner?.name ?? '',
    ownerBy: owner?.by ?? '',
    dueAt,
    limit,
    reason: fullReason(verdict),
    fix: fix ?? fixFor(about?.remediation ?? '', user, idOf.get(subject)),
    status: status === 'failed' || status === 'waived' ? status : 'passed',
  };
}

// A command for a credential that does not fail yet needs its id, too.
function credentialIds({ accessKeys }: CredentialReport): ReadonlyMap<string, string> {
  return new Map(accessKeys.flatMap(({ label, id }) => (id === undefined ? [] : [[label, id]])));
}

function firstOf(one: Due, other: Due): Due {
  const [first, second] = isBefore(other, one) ? [other, one] : [one, other];
  return { ...first, profiles: [...first.profiles, ...second.profiles] };
}

function isBefore(one: Due, other: Due): boolean {
  if (one.status !== other.status) return one.status === 'failed';
  return at(one) < at(other);
}

const at = ({ dueAt }: Due) => dueAt ?? Number.POSITIVE_INFINITY;

function worstFirst(one: Due, other: Due): number {
  return rank(one) - rank(other) || compare(at(one), at(other));
}

function soonestFirst(one: Due, other: Due): number {
  return compare(at(one), at(other)) || rank(one) - rank(other);
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

const rank = ({ severity }: Due) => SEVERITIES_DOWN.indexOf(severity);

/** By what a list can be grouped. */
export const DUE_GROUPS = ['owner', 'control', 'account'] as const;

/** One of `DUE_GROUPS`. */
export type DueGroup = (typeof DUE_GROUPS)[number];

/** The list in groups, each in the order of the list, the group with the first of the list first. */
export function groupDue(
  list: readonly Due[],
  by: DueGroup,
): readonly (readonly [name: string, list: readonly Due[]])[] {
  const groups = new Map<string, Due[]>();
  for (const each of list) {
    const name = each[by] ?? '';
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(each);
  }
  return [...groups];
}
