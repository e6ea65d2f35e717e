import { fullReason, NOBODY, type Severity, type Verdict } from '../control';
import type { Instant } from '../report';
import type { AuditResult } from './audit-result';
import { type ComparedPolicies, isUnjudged } from './backtest-run';

interface Answering {
  /** That of the last of the runs; `nobody` where no rule tells. */
  readonly owner: string;
  readonly ownerBy: string;
}

/** What would have failed newly, over the period; instants are those of reports. */
export interface BacktestFinding extends Answering {
  readonly account: string;
  readonly control: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly arn: string | undefined;
  /** In how many runs, the first and the last of them. */
  readonly runs: number;
  readonly first: Instant;
  readonly last: Instant;
  readonly notices: number;
  /** In the last of them. */
  readonly reason: string;
}

/** Somebody who would have failed in at least one run. */
export interface BacktestUser extends Answering {
  readonly account: string;
  /** A user, root, or the account itself. */
  readonly user: string;
  readonly arn: string | undefined;
  /** In how many runs, the first and the last of them. */
  readonly runs: number;
  readonly first: Instant;
  readonly last: Instant;
  /** The same of what did not fail then; undefined where all of it did. */
  readonly newly:
    | { readonly runs: number; readonly first: Instant; readonly last: Instant }
    | undefined;
  readonly notices: number;
  /** Those of which something would have failed newly. */
  readonly controls: readonly string[];
}

/** Verdicts of a control that could not be given: no pass. */
export interface BacktestGap {
  readonly control: string;
  readonly runs: number;
  readonly verdicts: number;
  /** Of the first. */
  readonly reason: string;
}

/** A period as a whole; notices by owner are told to whoever was the owner then. */
export interface BacktestPeriod {
  readonly findings: readonly BacktestFinding[];
  readonly users: readonly BacktestUser[];
  readonly notices: readonly { readonly owner: string; readonly notices: number }[];
  readonly gaps: readonly BacktestGap[];
}

/** A run to be added; `keep` gives a copy of a text that holds on to no report. */
export interface PeriodRun {
  readonly result: AuditResult;
  readonly account: string;
  readonly asOf: Instant;
  readonly compared: ComparedPolicies;
  /** The pairs of which somebody would have been told. */
  readonly notices: ReadonlySet<string>;
  readonly keep: (text: string) => string;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type DraftUser = Draft<Omit<BacktestUser, 'controls'>> & { readonly controls: Set<string> };

/** Adds up runs, of each account the oldest first. */
export function collectPeriod() {
  const findings = new Map<string, Draft<BacktestFinding>>();
  const users = new Map<string, DraftUser>();
  const told = new Map<string, number>();
  const gaps = new Map<string, Draft<BacktestGap>>();

  function add(run: PeriodRun): void {
    const newly = new Set(run.compared.newly);
    const people = new Map<string, Person>();
    for (const [pair, verdict] of run.compared.failing) {
      const person = personOf(people, verdict);
      if (!newly.has(pair)) continue;
      person.controls.add(verdict.control);
      const isNotice = run.notices.has(pair);
      addFinding(findings, run, verdict, isNotice);
      if (!isNotice) continue;
      person.notices++;
      const { owner } = answering(verdict, run.keep);
      told.set(owner, (told.get(owner) ?? 0) + 1);
    }
    for (const person of people.values()) addUser(users, run, person);
    addGaps(gaps, run.result);
  }

  function sumUp(): BacktestPeriod {
    return {
      findings: [...findings.values()].sort(mostNotices),
      users: [...users.values()]
        .map((user) => ({ ...user, controls: [...user.controls] }))
        .sort((a, b) => Number(!a.newly) - Number(!b.newly) || mostNotices(a, b)),
      notices: [...told].map(([owner, notices]) => ({ owner, notices })).sort(mostNotices),
      gaps: [...gaps.values()].sort((a, b) => (a.control < b.control ? -1 : 1)),
    };
  }

  return { add, sumUp };
}

// What is equal stays in the order of the report.
function mostNotices(a: { readonly notices: number }, b: { readonly notices: number }): number {
  return b.notices - a.notices;
}

function answering({ owner = NOBODY }: Verdict, keep: PeriodRun['keep']): Answering {
  return { owner: keep(owner.name), ownerBy: keep(owner.by) };
}

interface Person {
  readonly name: string;
  /** One of those about them. */
  readonly verdict: Verdict;
  readonly controls: Set<string>;
  notices: number;
}

function personOf(people: Map<string, Person>, verdict: Verdict): Person {
  const name = verdict.subject.split(' / ')[0] ?? verdict.subject;
  const person = people.get(name) ?? { name, verdict, controls: new Set(), notices: 0 };
  people.set(name, person);
  return person;
}

function addUser(users: Map<string, DraftUser>, run: PeriodRun, person: Person): void {
  const { account, asOf, keep } = run;
  const { name, verdict, controls, notices } = person;
  const key = JSON.stringify([account, name]);
  const known = users.get(key);
  const user: DraftUser = {
    ...about(run, verdict),
    user: keep(name),
    runs: (known?.runs ?? 0) + 1,
    first: known?.first ?? asOf,
    last: asOf,
    newly: controls.size === 0 ? known?.newly : again(known?.newly, asOf),
    notices: (known?.notices ?? 0) + notices,
    controls: known?.controls ?? new Set(),
  };
  for (const control of controls) user.controls.add(control);
  users.set(key, user);
}

function again(known: BacktestUser['newly'], asOf: Instant): NonNullable<BacktestUser['newly']> {
  return { runs: (known?.runs ?? 0) + 1, first: known?.first ?? asOf, last: asOf };
}

function about({ account, keep }: PeriodRun, verdict: Verdict) {
  const { arn } = verdict;
  return { account, arn: arn === undefined ? arn : keep(arn), ...answering(verdict, keep) };
}

function addFinding(
  findings: Map<string, Draft<BacktestFinding>>,
  run: PeriodRun,
  verdict: Verdict,
  isNotice: boolean,
): void {
  const { control, severity, subject } = verdict;
  const key = JSON.stringify([run.account, control, subject]);
  const known = findings.get(key);
  findings.set(key, {
    ...about(run, verdict),
    control,
    severity,
    subject: run.keep(subject),
    ...again(known, run.asOf),
    notices: (known?.notices ?? 0) + Number(isNotice),
    reason: fullReason(verdict),
  });
}

function addGaps(gaps: Map<string, Draft<BacktestGap>>, { results }: AuditResult): void {
  const seen = new Set<string>();
  for (const { id, verdicts } of results) {
    const open = verdicts.filter(({ status }) => isUnjudged(status));
    const [first] = open;
    if (!first) continue;
    const known = gaps.get(id);
    gaps.set(id, {
      control: id,
      runs: (known?.runs ?? 0) + (seen.has(id) ? 0 : 1),
      verdicts: (known?.verdicts ?? 0) + open.length,
      reason: known?.reason ?? first.reason,
    });
    seen.add(id);
  }
}
