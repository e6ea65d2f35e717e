import { type AccessKey, formatInstant, type Instant } from '../../report';
import type { Finding } from '../finding';
import { timeSince } from './days';
import { madeOn } from './made-on';

/** Holds when the key was ever used, or is younger than `maxGraceDays` × 24 hours. */
export function usedAfterGrace(key: AccessKey, maxGraceDays: number, asOf: Instant): Finding {
  if (key.lastUsed !== undefined) {
    return {
      passed: true,
      measured: 'used',
      limit: maxGraceDays,
      reason: `${key.label} was used on ${formatInstant(key.lastUsed)}.`,
    };
  }
  const { since, event } = madeOn(key);
  const unused = { since, event: `was never used, and ${event}` };
  return timeSince(key.label, unused, asOf, { maxDays: maxGraceDays, inclusive: false });
}
