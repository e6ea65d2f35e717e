import type { Instant, User } from '../../report';
import type { Finding } from '../finding';
import { type Beginning, timeSince } from './days';
import { lastUse } from './last-use';
import { madeAt } from './made-on';

/**
 * Holds when the user used any credential less than `maxIdleDays` × 24 hours before `asOf`, or was given
 * one since then.
 */
export function inUseWithin(user: User, maxIdleDays: number, asOf: Instant): Finding {
  const limit = { maxDays: maxIdleDays, inclusive: false };
  return timeSince(user.label, lastSignOfLife(user), asOf, limit);
}

function lastSignOfLife(user: User): Beginning {
  const { password, accessKeys, createdAt } = user;
  const use = lastUse(user);
  let latest: Beginning =
    use && use.at > createdAt
      ? { since: use.at, event: `last used its ${use.what}` }
      : { since: createdAt, event: 'used nothing since its creation' };
  const got = (since: Instant, what: string) => {
    if (since <= latest.since) return;
    latest = { since, event: `has not used its ${what} since it got it` };
  };
  for (const key of accessKeys) {
    if (!key.active || key.lastUsed !== undefined) continue;
    got(madeAt(key) ?? createdAt, `access key ${key.slot}`);
  }
  if (password && password.lastUsed === undefined) got(madeAt(password) ?? createdAt, 'password');
  return latest;
}
