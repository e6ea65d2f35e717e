import { type AccessKey, DAY, formatDuration, formatInstant, type Instant } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';
import { madeOn } from './made-on';

/**
 * Holds when the key was ever used, or is younger than `maxGraceDays` × 24 hours: a time without use,
 * like that of `usedWithin`, so exactly that long fails.
 *
 * @param asOf the instant to measure at
 */
export function usedAfterGrace(key: AccessKey, maxGraceDays: number, asOf: Instant): Finding {
  const { since, event } = madeOn(key);
  const age = asOf - since;
  if (key.lastUsed !== undefined) {
    return {
      passed: true,
      measured: 'used',
      limit: maxGraceDays,
      reason: `${key.label} was used on ${formatInstant(key.lastUsed)}.`,
    };
  }
  return {
    passed: age < maxGraceDays * DAY,
    measured: age / DAY,
    limit: maxGraceDays,
    since,
    reason:
      `${key.label} was never used, and ${event}, ${formatDuration(age)} before the report; ` +
      `the limit is less than ${days(maxGraceDays)}.`,
  };
}
