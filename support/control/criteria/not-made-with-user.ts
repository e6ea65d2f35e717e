import { type AccessKey, formatInstant } from '../../report';
import type { Finding } from '../finding';
import { madeOn } from './made-on';

/**
 * Holds when the key was used, or was made more than `minDelaySeconds` before or after its user. With
 * `evenMadeLater` only use counts.
 */
export function notMadeWithUser(
  key: AccessKey,
  minDelaySeconds: number,
  evenMadeLater: boolean,
): Finding {
  const { since, event } = madeOn(key);
  const seconds = (since - key.owner.createdAt) / 1000;
  const used = key.lastUsed !== undefined;
  const atSetup = evenMadeLater || Math.abs(seconds) <= minDelaySeconds;
  return {
    passed: used || !atSetup,
    measured: seconds,
    limit: minDelaySeconds,
    reason:
      `${key.label} ${event} on ${formatInstant(since)}, ${seconds} s after its user, and was ` +
      `${used ? 'used since' : 'never used'}; ` +
      `${evenMadeLater ? 'unused' : `within ${minDelaySeconds} s`} it counts as made at setup.`,
  };
}
