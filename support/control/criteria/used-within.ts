import type { AccessKey, Instant, Password } from '../../report';
import type { Finding } from '../finding';
import { type Beginning, timeSince } from './days';
import { madeAt } from './made-on';

/**
 * Holds when the credential was used less than `maxIdleDays` × 24 hours before `asOf`: exactly that fails
 * (CIS: "less than 45 days ago"). One never used counts from its creation.
 */
export function usedWithin(
  credential: Password | AccessKey,
  maxIdleDays: number,
  asOf: Instant,
): Finding {
  const limit = { maxDays: maxIdleDays, inclusive: false };
  return timeSince(credential.label, lastSignOfLife(credential), asOf, limit);
}

function lastSignOfLife(credential: Password | AccessKey): Beginning {
  const { kind, lastUsed, owner } = credential;
  if (lastUsed !== undefined) return { since: lastUsed, event: 'was last used' };
  const made = madeAt(credential);
  if (made === undefined) {
    return { since: owner.createdAt, event: 'was never used, and its user was created' };
  }
  const verb = kind === 'password' ? 'set' : 'created';
  return { since: made, event: `was never used since it was ${verb}` };
}
