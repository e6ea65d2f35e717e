import {
  type AccessKey,
  DAY,
  formatDuration,
  formatInstant,
  type Instant,
  type Password,
} from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

/**
 * Holds when the credential was used less than `maxIdleDays` × 24 hours ago: CIS's "less than 45
 * days ago". One that was never used counts from its own creation, else from its user's.
 *
 * @param asOf the instant to measure at
 */
export function usedWithin(
  credential: Password | AccessKey,
  maxIdleDays: number,
  asOf: Instant,
): Finding {
  const { since, event } = lastSignOfLife(credential);
  const idle = asOf - since;
  return {
    passed: idle < maxIdleDays * DAY,
    measured: idle / DAY,
    limit: maxIdleDays,
    since,
    reason:
      `${credential.label} ${event} on ${formatInstant(since)}, ${formatDuration(idle)} before the ` +
      `report; the limit is less than ${days(maxIdleDays)}.`,
  };
}

function lastSignOfLife(credential: Password | AccessKey): { since: Instant; event: string } {
  if (credential.lastUsed !== undefined)
    return { since: credential.lastUsed, event: 'was last used' };
  const set = credential.kind === 'password' ? credential.lastChanged : credential.lastRotated;
  if (set === undefined) {
    return {
      since: credential.owner.createdAt,
      event: 'was never used, and its user was created',
    };
  }
  const verb = credential.kind === 'password' ? 'set' : 'created';
  return { since: set, event: `was never used since it was ${verb}` };
}
