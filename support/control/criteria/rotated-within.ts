import {
  type AccessKey,
  type Certificate,
  DAY,
  formatDuration,
  formatInstant,
  type Instant,
  type Password,
} from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

/**
 * Holds when the credential is at most `maxAgeDays` × 24 hours old: CIS's "90 days or less".
 * Without a date of its own it is taken to be as old as its user.
 *
 * @param asOf the instant to measure at
 */
export function rotatedWithin(
  credential: Password | AccessKey | Certificate,
  maxAgeDays: number,
  asOf: Instant,
): Finding {
  const set = credential.kind === 'password' ? credential.lastChanged : credential.lastRotated;
  const since = set ?? credential.owner.createdAt;
  const age = asOf - since;
  const event =
    set === undefined
      ? 'has no rotation on record, and its user was created'
      : `was last ${credential.kind === 'password' ? 'changed' : 'rotated'}`;
  return {
    passed: age <= maxAgeDays * DAY,
    measured: age / DAY,
    limit: maxAgeDays,
    since,
    reason:
      `${credential.label} ${event} on ${formatInstant(since)}, ${formatDuration(age)} before the ` +
      `report; the limit is ${days(maxAgeDays)} or less.`,
  };
}
