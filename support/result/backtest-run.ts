import type { Status, Verdict } from '../control';
import type { AuditResult, ControlResult } from './audit-result';

/** One control and one subject, in however many profiles: what somebody is told of once. */
export function subjectPair(control: string, subject: string): string {
  return `${control} ${subject}`;
}

/** What failed and was waived in a stored run under its own policy, by `subjectPair`. */
export interface RecordedFailures {
  readonly failed: ReadonlySet<string>;
  readonly waived: ReadonlySet<string>;
  /** Failures of plain Jest files, which only Jest can judge again. */
  readonly plain: number;
}

/** Why something that failed in a stored run would not fail under the proposed policy. */
export const RELIEFS = ['passed', 'waived', 'notApplicable', 'notSelected'] as const;

/** One of `RELIEFS`. */
export type Relief = (typeof RELIEFS)[number];

/** A stored run under a proposed policy, against what was recorded of it; all by `subjectPair`. */
export interface ComparedPolicies {
  /** What would have failed, with a verdict that says so. */
  readonly failing: ReadonlyMap<string, Verdict>;
  /** What of it did not fail then. */
  readonly newly: readonly string[];
  /** What failed then, and would not have. */
  readonly noLonger: ReadonlyMap<string, Relief>;
  /** What failed then, or in the run before, and cannot be judged: nobody can tell whether it would have failed. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Holds a stored run, judged under a proposed policy, against its own verdicts. `before`: what would have failed in the
 * run before it. What cannot be judged is never taken for what passes.
 */
export function comparePolicies(
  { results }: Pick<AuditResult, 'results'>,
  then: RecordedFailures,
  before: ReadonlySet<string>,
): ComparedPolicies {
  const failing = failuresOf(results);
  const newly = [...failing.keys()].filter((pair) => !then.failed.has(pair));
  const open = [...new Set([...then.failed, ...before])].filter((pair) => !failing.has(pair));
  const statuses = statusesOf(open, results);
  const noLonger = new Map<string, Relief>();
  const unknown = new Set<string>();
  for (const pair of open) {
    const status = statuses.get(pair) ?? 'notSelected';
    if (status === 'unknown') unknown.add(pair);
    else if (then.failed.has(pair)) noLonger.set(pair, status);
  }
  return { failing, newly, noLonger, unknown };
}

function failuresOf(results: readonly ControlResult[]): ReadonlyMap<string, Verdict> {
  const failing = new Map<string, Verdict>();
  for (const { id, verdicts } of judged(results)) {
    for (const verdict of verdicts) {
      if (verdict.status !== 'failed') continue;
      const pair = subjectPair(id, verdict.subject);
      if (!failing.has(pair)) failing.set(pair, verdict);
    }
  }
  return failing;
}

// Of plain Jest files nothing is known but that they were not run.
function judged(results: readonly ControlResult[]): readonly ControlResult[] {
  return results.filter(({ profile }) => profile !== undefined);
}

type Standing = Relief | 'unknown';

// The first that holds in any profile counts.
const ORDER: readonly Standing[] = ['unknown', 'waived', 'passed', 'notApplicable'];

function statusesOf(
  pairs: readonly string[],
  results: readonly ControlResult[],
): ReadonlyMap<string, Standing> {
  const wanted = byControl(pairs);
  const statuses = new Map<string, Standing>();
  for (const { id, verdicts } of judged(results)) {
    const own = wanted.get(id);
    if (!own) continue;
    for (const pair of own) put(pair, 'notApplicable');
    // A verdict about no subject is about all of them.
    const isOpen = verdicts.some(({ arn, status }) => arn === undefined && isUnjudged(status));
    for (const pair of isOpen ? own : []) put(pair, 'unknown');
    for (const { subject, status } of verdicts) {
      const pair = subjectPair(id, subject);
      if (own.has(pair)) put(pair, standingOf(status));
    }
  }
  return statuses;

  function put(pair: string, standing: Standing): void {
    const known = statuses.get(pair);
    if (known !== undefined && ORDER.indexOf(known) <= ORDER.indexOf(standing)) return;
    statuses.set(pair, standing);
  }
}

function byControl(pairs: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const grouped = new Map<string, Set<string>>();
  for (const pair of pairs) {
    const control = controlIn(pair);
    const own = grouped.get(control) ?? new Set();
    grouped.set(control, own.add(pair));
  }
  return grouped;
}

/** The control of a `subjectPair`: no id holds a space. */
export function controlIn(pair: string): string {
  return pair.slice(0, pair.indexOf(' '));
}

/** The subject of a `subjectPair`. */
export function subjectIn(pair: string): string {
  return pair.slice(pair.indexOf(' ') + 1);
}

/** Whether a verdict says that nobody can tell. */
export function isUnjudged(status: Status): boolean {
  return status === 'error' || status === 'notReviewed';
}

function standingOf(status: Status): Standing {
  if (isUnjudged(status)) return 'unknown';
  return status === 'passed' || status === 'waived' ? status : 'notApplicable';
}
