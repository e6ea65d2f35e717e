import type { Severity, Status } from '../control';
import { type AuditResult, type ControlResult, countByStatus } from './audit-result';

/** How many verdicts of each status. */
export type Counts = Readonly<Record<Status, number>>;

const known = new WeakMap<ControlResult, Counts>();

/** The counts of a control, which several parts of the page ask for. */
export function countsOf(control: ControlResult): Counts {
  const counts = known.get(control) ?? countByStatus(control.verdicts);
  known.set(control, counts);
  return counts;
}

/** The counts of a run. */
export function totalOf({ results }: AuditResult): Counts {
  const total = { ...countByStatus([]) };
  for (const counts of results.map(countsOf)) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.error += counts.error;
    total.waived += counts.waived;
    total.notApplicable += counts.notApplicable;
    total.notReviewed += counts.notReviewed;
  }
  return total;
}

/** How many verdicts the caller's filter left out. */
export function notRunOf({ results }: AuditResult): number {
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
