import { formatDuration, formatInstant, type Instant, type Password } from '../../report';
import type { Finding } from '../finding';

/** Holds until the date by which the password policy wants a change; exactly then passes. */
export function notOverdue({ label, nextRotation }: Password, asOf: Instant): Finding {
  const limit = 'the date that the password policy sets';
  if (nextRotation === undefined) {
    return {
      passed: true,
      measured: 'no date',
      limit,
      reason: `${label} need not be changed by any date.`,
    };
  }
  const due = formatInstant(nextRotation);
  const passed = asOf <= nextRotation;
  return {
    passed,
    measured: due,
    limit,
    dueAt: nextRotation + 1,
    reason: passed
      ? `${label} is to be changed by ${due}, which is not past.`
      : `${label} was to be changed by ${due}, ${formatDuration(asOf - nextRotation)} before the report.`,
  };
}
