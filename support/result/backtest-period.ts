import { fullReason, NOBODY, type Severity, type Verdict } from '../control';
import type { Instant } from '../report';
import type { AuditResult } from './audit-result';
import { type ComparedPolicies, isUnjudged } from './backtest-run';

interface Answering {
  /** That of the last of the runs; `nobody` where no rule tells. */
  readonly owner: string;
  readonly ownerBy: string;
}

/** In how many runs, and the reports of the first and the last of them. */
interface Times {
  readonly runs: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** What would have failed newly, over the period. */
export interface BacktestFinding extends Answering, Times {
  readonly account: string;
  readonly control: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly arn: string | undefined;
  readonly notices: number;
  /** In the last of them. */
  readonly reason: string;
}

/** Somebody who would have failed in at least one run. */
export interface BacktestUser extends Answering, Times {
  readonly account: string;
  /** A user, root, or the account itself. */
  readonly user: string;
  readonly arn: string | undefined;
  /** The same of what did not fail then; undefined where all of it did. */
  readonly newly: Times | undefined;
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
type DraftUser = Draft<Omit<BacktestUser, 'controls' | 'newly'>> & {
  newly: Draft<Times> | undefined;
  readonly controls: Set<string>;
};

interface AccountPeriod {
  /** By `subjectPair`. */
  readonly findings: Map<string, Draft<BacktestFinding>>;
  /** By name. */
  readonly users: Map<string, DraftUser>;
}

/** Adds up runs, of each account the oldest first. What is known already is changed in place: there is a lot of it. */
export function collectPeriod() {
  const accounts = new Map<string, AccountPeriod>();
  const told = new Map<string, number>();
  const gaps = new Map<string, Draft<BacktestGap>>();

  function add(run: PeriodRun): void {
    const period = accounts.get(run.account) ?? { findings: new Map(), users: new Map() };
    accounts.set(run.account, period);
    const newly = new Set(run.compared.newly);
    const people = new Map<string, Person>();
    for (const [pair, verdict] of run.compared.failing) {
      const person = personOf(people, verdict);
      if (!newly.has(pair)) continue;
      person.controls.add(verdict.control);
      const isNotice = run.notices.has(pair);
      addFinding(period, run, { pair, verdict, isNotice });
      if (!isNotice) continue;
      person.notices++;
      const { name } = verdict.owner ?? NOBODY;
      told.set(name, (told.get(name) ?? 0) + 1);
    }
    for (const person of people.values()) addUser(period, run, person);
    addGaps(gaps, run.result);
  }

  function sumUp(): BacktestPeriod {
    const all = [...accounts.values()];
    return {
      findings: all.flatMap(({ findings }) => [...findings.values()]).sort(mostNotices),
      users: all
        .flatMap(({ users }) => [...users.values()])
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

function addUser({ users }: AccountPeriod, run: PeriodRun, person: Person): void {
  const { account, asOf, keep } = run;
  const { name, verdict, controls, notices } = person;
  const known = users.get(name);
  const user = known ?? {
    account,
    user: keep(name),
    ...about(verdict, keep),
    ...{ runs: 0, first: asOf, last: asOf, newly: undefined, notices: 0 },
    controls: new Set<string>(),
  };
  if (known) answer(known, verdict, keep);
  else users.set(user.user, user);
  again(user, asOf);
  user.notices += notices;
  if (controls.size === 0) return;
  user.newly ??= { runs: 0, first: asOf, last: asOf };
  again(user.newly, asOf);
  for (const control of controls) user.controls.add(control);
}

function again(counted: Draft<Times>, asOf: Instant): void {
  counted.runs++;
  counted.last = asOf;
}

function answer(known: Draft<Answering>, verdict: Verdict, keep: PeriodRun['keep']): void {
  const { name, by } = verdict.owner ?? NOBODY;
  if (known.owner !== name || known.ownerBy !== by) Object.assign(known, answering(verdict, keep));
}

function about(verdict: Verdict, keep: PeriodRun['keep']) {
  const { arn } = verdict;
  return { arn: arn === undefined ? arn : keep(arn), ...answering(verdict, keep) };
}

interface NewFailure {
  readonly pair: string;
  readonly verdict: Verdict;
  readonly isNotice: boolean;
}

function addFinding(
  { findings }: AccountPeriod,
  { account, asOf, keep }: PeriodRun,
  { pair, verdict, isNotice }: NewFailure,
): void {
  const known = findings.get(pair);
  const { control, severity, subject } = verdict;
  const finding = known ?? {
    account,
    control,
    severity,
    subject: keep(subject),
    ...about(verdict, keep),
    ...{ runs: 0, first: asOf, last: asOf, notices: 0, reason: '' },
  };
  if (known) answer(known, verdict, keep);
  else findings.set(pair, finding);
  again(finding, asOf);
  if (isNotice) finding.notices++;
  finding.reason = fullReason(verdict);
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
