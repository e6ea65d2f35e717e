import { DAY, formatDuration, formatInstant, type Instant, type User } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';
import { lastUse } from './last-use';

/**
 * Holds when any credential of the user was used less than `maxIdleDays` × 24 hours ago. A password
 * or active key that was never used counts from the day it was set or created.
 *
 * @param asOf the instant to measure at
 */
export function inUseWithin(user: User, maxIdleDays: number, asOf: Instant): Finding {
  const { at, event } = lastSignOfLife(user);
  const idle = asOf - at;
  return {
    passed: idle < maxIdleDays * DAY,
    measured: idle / DAY,
    limit: maxIdleDays,
    since: at,
    reason:
      `${user.label} ${event} ${formatInstant(at)}, ${formatDuration(idle)} before the report; ` +
      `the limit is less than ${days(maxIdleDays)}.`,
  };
}

function lastSignOfLife(user: User): { at: Instant; event: string } {
  const { password, accessKeys, createdAt } = user;
  const use = lastUse(user);
  let latest =
    use && use.at > createdAt
      ? { at: use.at, event: `last used its ${use.what} on` }
      : { at: createdAt, event: 'used nothing since its creation on' };
  const got = (at: Instant, what: string) => {
    if (at > latest.at) latest = { at, event: `has not used its ${what} since it got it on` };
  };
  for (const { active, lastUsed, lastRotated, slot } of accessKeys) {
    if (active && lastUsed === undefined) got(lastRotated ?? createdAt, `access key ${slot}`);
  }
  if (password && password.lastUsed === undefined)
    got(password.lastChanged ?? createdAt, 'password');
  return latest;
}
