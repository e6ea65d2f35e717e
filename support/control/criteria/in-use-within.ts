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
    reason:
      `${user.label} ${event} ${formatInstant(at)}, ${formatDuration(idle)} before the report; ` +
      `the limit is less than ${days(maxIdleDays)}.`,
  };
}

function lastSignOfLife(user: User): { at: Instant; event: string } {
  const { password, accessKeys, createdAt } = user;
  const use = lastUse(user);
  const unused = accessKeys
    .filter(({ active, lastUsed }) => active && lastUsed === undefined)
    .map(({ slot, lastRotated }) => ({ at: lastRotated ?? createdAt, what: `access key ${slot}` }));
  if (password && password.lastUsed === undefined) {
    unused.push({ at: password.lastChanged ?? createdAt, what: 'password' });
  }
  const signs = [
    { at: createdAt, event: 'used nothing since its creation on' },
    ...(use ? [{ at: use.at, event: `last used its ${use.what} on` }] : []),
    ...unused.map(({ at, what }) => ({ at, event: `has not used its ${what} since it got it on` })),
  ];
  return signs.reduce((latest, sign) => (sign.at > latest.at ? sign : latest));
}
