import {
  type AccessKey,
  CLOCK_TOLERANCE,
  formatInstant,
  type Instant,
  type KeyInSlot,
  keysInSlots,
  type ListedAccessKey,
  type UserWithListedKeys,
} from '../../report';
import type { Finding } from '../finding';

/**
 * Holds when every access key that IAM lists is in the report, at the date on which it was created. One that
 * was made after the report proves nothing against it, nor does one that is gone since.
 */
export function keysAsReported(
  { label, accessKeys, listedKeys }: UserWithListedKeys,
  asOf: Instant,
): Finding {
  if (!listedKeys) {
    const reason = `Not reviewed: IAM was not asked for the access keys of ${label}.`;
    return {
      passed: false,
      undecided: true,
      measured: 'not asked',
      limit: 'no difference',
      reason,
    };
  }
  const { slots, others } = keysInSlots(accessKeys, listedKeys);
  const differences = [
    ...slots.flatMap(laterDate),
    ...others
      .filter(({ createdAt }) => createdAt <= asOf - CLOCK_TOLERANCE)
      .map((key) => `${named(key)} is in none of its slots`),
  ];
  return {
    passed: differences.length === 0,
    measured: differences.join('; ') || 'no difference',
    limit: 'no difference',
    reason:
      differences.length === 0
        ? `The report agrees with the access keys that IAM lists of ${label}: ${listedKeys.map(({ id }) => id).join(', ') || 'none any more'}.`
        : `The report differs from the access keys that IAM lists of ${label}: ${differences.join('; ')}.`,
  };
}

function laterDate({ slot, key }: KeyInSlot<AccessKey>): readonly string[] {
  if (!key || key.createdAt === slot.lastRotated) return [];
  const date = formatInstant(slot.lastRotated ?? key.createdAt);
  return [`${named(key)} has ${date} in slot ${slot.slot}, so it was activated then and is older`];
}

function named({ id, createdAt }: ListedAccessKey): string {
  return `${id} (created on ${formatInstant(createdAt)})`;
}
