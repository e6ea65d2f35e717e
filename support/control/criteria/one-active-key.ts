import { DAY, formatDuration, formatInstant, type Instant, type User } from '../../report';
import type { Finding } from '../finding';
import { days, dueAt } from './days';
import { madeOn } from './made-on';

/**
 * Holds with at most one active key; with two, up to and including `maxOverlapDays` × 24 hours after the
 * newer was made.
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
  const { since, event } = active.map(madeOn).reduce((a, b) => (b.since > a.since ? b : a));
  const overlap = asOf - since;
  return {
    passed: maxOverlapDays > 0 && overlap <= maxOverlapDays * DAY,
    measured: active.length,
    limit: 1,
    dueAt: maxOverlapDays > 0 ? dueAt(since, maxOverlapDays * DAY, true) : Math.min(since, asOf),
    reason:
      `${user.label} has ${active.length} active access keys, of which the newer ${event} on ${formatInstant(since)}, ` +
      `${formatDuration(overlap)} before the report; an overlap of ${days(maxOverlapDays)} is allowed.`,
  };
}
