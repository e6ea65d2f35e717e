import type { Severity, Status, Verdict } from '../control';
import type { AuditResult, ControlResult } from './audit-result';
import { digits, STATUS_WORDS, STATUSES } from './words';

/** How many verdicts of each status. */
export type Counts = Readonly<Record<Status, number>>;

/** No verdict of any status: to add to. */
export function noCounts(): Record<Status, number> {
  return { passed: 0, failed: 0, error: 0, waived: 0, notApplicable: 0, notReviewed: 0 };
}

/** Adds counts to a sum; a status that is left out counts as 0. */
export function addCounts(sum: Record<Status, number>, counts: Partial<Counts>): void {
  for (const status of STATUSES) sum[status] += counts[status] ?? 0;
}

/** Counts the verdicts of each status. */
export function countByStatus(verdicts: readonly Pick<Verdict, 'status'>[]): Counts {
  const counts = noCounts();
  for (const { status } of verdicts) counts[status]++;
  return counts;
}

const known = new WeakMap<ControlResult, Counts>();

/** Made once for each control: several parts of the page ask for them. */
export function countsOf(control: ControlResult): Counts {
  const counts = known.get(control) ?? countByStatus(control.verdicts);
  known.set(control, counts);
  return counts;
}

/** The counts of a run, or of some of its results. */
export function totalOf({ results }: Pick<AuditResult, 'results'>): Counts {
  const total = noCounts();
  for (const result of results) addCounts(total, countsOf(result));
  return total;
}

/** How many verdicts the caller's filter left out. */
export function notRunOf({ results }: Pick<AuditResult, 'results'>): number {
  return results.reduce((sum, { notRun }) => sum + notRun, 0);
}

/** How many verdicts failed, of each severity. */
export function failuresOf({ results }: AuditResult): Readonly<Record<Severity, number>> {
  const failures = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { verdicts } of results) {
    for (const { status, severity } of verdicts) if (status === 'failed') failures[severity]++;
  }
  return failures;
}

/** The counts above 0 in words, the worst first: `2 failed`, `1,000 passed`. */
export function countTexts(counts: Counts): readonly string[] {
  return STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${digits(counts[status])} ${STATUS_WORDS[status].label}`,
  );
}
