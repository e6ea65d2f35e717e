import { DAY, formatDuration, formatInstant, type Instant, type User } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';
import { lastUse } from './last-use';

/**
 * Holds when any credential of the user was used less than `maxIdleDays` × 24 hours ago. A user
 * with no use on record counts from its creation.
 *
 * @param asOf the instant to measure at
 */
export function inUseWithin(user: User, maxIdleDays: number, asOf: Instant): Finding {
  const use = lastUse(user);
  const since = use?.at ?? user.createdAt;
  const idle = asOf - since;
  const event = use ? `last used its ${use.what} on` : 'used nothing since its creation on';
  return {
    passed: idle < maxIdleDays * DAY,
    measured: idle / DAY,
    limit: maxIdleDays,
    reason:
      `${user.label} ${event} ${formatInstant(since)}, ${formatDuration(idle)} before the report; ` +
      `the limit is less than ${days(maxIdleDays)}.`,
  };
}
