import type { AccessKey } from '../../report';
import type { Finding } from '../finding';
import { madeOn } from './made-on';

/**
 * Holds unless the key was made within `minDelaySeconds` of its user and never used: a key that came
 * with the setup, unasked. Either slot can hold it.
 *
 * @param evenMadeLater whether a key that was never used counts as made at setup whenever it was made
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
      `${key.label} ${event}, ${seconds} s after its user, and was ` +
      `${used ? 'used since' : 'never used'}; ` +
      `${evenMadeLater ? 'unused' : `within ${minDelaySeconds} s`} it counts as made at setup.`,
  };
}
