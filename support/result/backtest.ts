import type { Instant } from '../report';
import type { AuditResult } from './audit-result';
import { type BacktestPeriod, collectPeriod } from './backtest-period';
import {
  comparePolicies,
  controlIn,
  RELIEFS,
  type RecordedFailures,
  type Relief,
  subjectIn,
} from './backtest-run';
import { type Counts, totalOf } from './counts';

/** Subjects of one control, in the order of the report. */
export interface ControlSubjects {
  readonly control: string;
  readonly subjects: readonly string[];
}

/** A stored run as its bundle tells of it. */
interface RunThen {
  /** The directory. */
  readonly bundle: string;
  /** `DEMO`, `live`, `saved report` or `not AWS (...)`. */
  readonly source: string;
  readonly runId: string;
  readonly profilesThen: readonly string[];
  readonly exitCodeThen: number;
  /** What a reader is to know of it. */
  readonly notes: readonly string[];
}

/** A stored run under the proposed policy. A failure is one control and one subject, in however many profiles. */
export interface BacktestRun extends RunThen {
  readonly account: string;
  readonly asOf: Instant;
  readonly exitCode: number;
  readonly failedThen: number;
  readonly wouldFail: number;
  /** The verdicts under the proposed policy, as `npm test` counts them. */
  readonly counts: Counts;
  readonly newly: readonly ControlSubjects[];
  /** How many of them were waived then. */
  readonly waivedThen: number;
  readonly noLonger: readonly (ControlSubjects & { readonly because: Relief })[];
  /** How many failed then, and cannot be judged under the proposed policy. */
  readonly notKnown: number;
  readonly notices: number;
}

/** Stored runs under a proposed policy, of each account the oldest first, and the period as a whole. */
export interface Backtest extends BacktestPeriod {
  readonly runs: readonly BacktestRun[];
}

/** A stored run and what was recorded of it. */
export interface StoredRun extends RunThen {
  readonly recorded: RecordedFailures;
}

/** Adds run after run, of each account the oldest first, and keeps of each no more than is told. */
export interface BacktestCollector {
  readonly add: (result: AuditResult, stored: StoredRun) => void;
  readonly sumUp: () => Backtest;
}

/** Begins a backtest. */
export function collectBacktest(): BacktestCollector {
  const runs: BacktestRun[] = [];
  const before = new Map<string, ReadonlySet<string>>();
  const period = collectPeriod();
  const keep = keeper();

  function add(result: AuditResult, { recorded, ...about }: StoredRun): void {
    const { audited, exitCode } = result;
    if (!audited) throw new TypeError('a stored run without a report cannot be judged');
    const { accountId: account, asOf } = audited.report;
    const told = before.get(account) ?? new Set();
    const compared = comparePolicies(result, recorded, told);
    const notices = new Set(compared.newly.filter((pair) => !told.has(pair)));
    // What could not be judged has not been mended, and nobody is told of it twice.
    const carried = [...told].filter((pair) => compared.unknown.has(pair));
    before.set(account, new Set([...compared.failing.keys(), ...carried]));
    period.add({ result, account, asOf, compared, notices, keep });
    runs.push({
      ...about,
      account,
      asOf,
      exitCode,
      failedThen: recorded.failed.size,
      wouldFail: compared.failing.size,
      counts: totalOf(result),
      newly: grouped(compared.newly, keep),
      waivedThen: compared.newly.filter((pair) => recorded.waived.has(pair)).length,
      noLonger: reliefs(compared.noLonger, keep),
      notKnown: [...compared.unknown].filter((pair) => recorded.failed.has(pair)).length,
      notices: notices.size,
    });
  }

  return { add, sumUp: () => ({ runs, ...period.sumUp() }) };
}

// A name that was cut out of a report would keep the whole of it; and most runs have the same names.
function keeper(): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const own: string = JSON.parse(JSON.stringify(text));
    kept.set(own, own);
    return own;
  };
}

type Keep = ReturnType<typeof keeper>;

function reliefs(noLonger: ReadonlyMap<string, Relief>, keep: Keep): BacktestRun['noLonger'] {
  return RELIEFS.flatMap((because) => {
    const own = [...noLonger].filter(([, why]) => why === because).map(([pair]) => pair);
    return grouped(own, keep).map((each) => ({ ...each, because }));
  });
}

function grouped(pairs: readonly string[], keep: Keep): readonly ControlSubjects[] {
  const subjects = new Map<string, string[]>();
  for (const pair of pairs) {
    const control = controlIn(pair);
    const own = subjects.get(control) ?? [];
    subjects.set(control, own);
    own.push(keep(subjectIn(pair)));
  }
  return [...subjects].map(([control, own]) => ({ control: keep(control), subjects: own }));
}
