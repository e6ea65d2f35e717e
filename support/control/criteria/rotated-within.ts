import type { AccessKey, Certificate, Instant, Password } from '../../report';
import type { Finding } from '../finding';
import { timeSince } from './days';
import { madeAt } from './made-on';

/**
 * Holds when the credential is at most `maxAgeDays` × 24 hours old at `asOf`: exactly that passes (CIS:
 * "90 days or less"). Without a date of its own it is as old as its user.
 */
export function rotatedWithin(
  credential: Password | AccessKey | Certificate,
  maxAgeDays: number,
  asOf: Instant,
): Finding {
  const { kind, label, owner } = credential;
  const made = madeAt(credential);
  const event =
    made === undefined
      ? 'has no rotation on record, and its user was created'
      : `was last ${kind === 'password' ? 'changed' : 'rotated'}`;
  const limit = { maxDays: maxAgeDays, inclusive: true };
  return timeSince(label, { since: made ?? owner.createdAt, event }, asOf, limit);
}
