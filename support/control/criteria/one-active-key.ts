import { DAY, formatDuration, type Instant, type User } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';
import { madeOn } from './made-on';

/**
 * Holds when the user has one active key at most, or two while they are being exchanged: up to
 * `maxOverlapDays` × 24 hours after the newer one was made: an age, like that of `rotatedWithin`, so
 * exactly that long passes. With 0 there is no overlap.
 *
 * @param asOf the instant to measure at
 */
export function oneActiveKey(user: User, maxOverlapDays: number, asOf: Instant): Finding {
  const active = user.accessKeys.filter((key) => key.active);
  if (active.length <= 1) {
    return {
      passed: true,
      measured: active.length,
      limit: 1,
      reason: `${user.label} has ${active.length} active access ${active.length === 1 ? 'key' : 'keys'}.`,
    };
  }
  const [newest] = active.map(madeOn).sort((a, b) => b.since - a.since);
  const overlap = asOf - (newest?.since ?? user.createdAt);
  return {
    passed: maxOverlapDays > 0 && overlap <= maxOverlapDays * DAY,
    measured: active.length,
    limit: 1,
    reason:
      `${user.label} has ${active.length} active access keys, of which the newer ${newest?.event}, ` +
      `${formatDuration(overlap)} before the report; an overlap of ${days(maxOverlapDays)} is allowed.`,
  };
}
