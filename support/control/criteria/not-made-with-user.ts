import { type AccessKey, formatInstant } from '../../report';
import type { Finding } from '../finding';

/**
 * Holds unless the key was made within `maxSetupSeconds` of its user and never used: a key that the
 * setup made unasked. Either slot can hold it.
 */
export function notMadeWithUser(key: AccessKey, maxSetupSeconds: number): Finding {
  const made = key.lastRotated ?? key.owner.createdAt;
  const seconds = (made - key.owner.createdAt) / 1000;
  const used = key.lastUsed !== undefined;
  const atSetup = Math.abs(seconds) <= maxSetupSeconds;
  return {
    passed: used || !atSetup,
    measured: seconds,
    limit: maxSetupSeconds,
    reason:
      `${key.label} was made on ${formatInstant(made)}, ${seconds} s after its user, and was ` +
      `${used ? 'used since' : 'never used'}; within ${maxSetupSeconds} s it counts as made at setup.`,
  };
}
