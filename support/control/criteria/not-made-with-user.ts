import { type AccessKey, formatInstant } from '../../report';
import type { Finding } from '../finding';

/**
 * Holds unless the key was made within `minDelaySeconds` of its user and never used: a key that came
 * with the setup, unasked. Either slot can hold it.
 */
export function notMadeWithUser(key: AccessKey, minDelaySeconds: number): Finding {
  const made = key.lastRotated ?? key.owner.createdAt;
  const seconds = (made - key.owner.createdAt) / 1000;
  const used = key.lastUsed !== undefined;
  const atSetup = Math.abs(seconds) <= minDelaySeconds;
  return {
    passed: used || !atSetup,
    measured: seconds,
    limit: minDelaySeconds,
    reason:
      `${key.label} was made on ${formatInstant(made)}, ${seconds} s after its user, and was ` +
      `${used ? 'used since' : 'never used'}; within ${minDelaySeconds} s it counts as made at setup.`,
  };
}
