import type { Root, VirtualMfaDevice } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';
import { mfaActive } from './mfa-active';
import { rootMfaActive } from './root-mfa-active';

/**
 * Holds when root has MFA and no virtual device, or no credential (unless `evenWithoutCredentials`). IAM
 * lists only virtual devices, so hardware is inferred. A device is root's where its user is exactly root's
 * ARN: serial numbers can hold any name.
 */
export function rootMfaHardware(
  root: Root,
  devices: readonly VirtualMfaDevice[],
  evenWithoutCredentials: boolean,
): Finding {
  const mfa = evenWithoutCredentials ? mfaActive(root) : rootMfaActive(root);
  if (!mfa.passed) return mfa;
  if (heldCredentials(root).length === 0 && !evenWithoutCredentials) return mfa;
  const virtual = devices.filter(({ userArn }) => userArn === root.arn).length;
  return {
    passed: virtual === 0,
    measured: virtual,
    limit: 0,
    reason:
      virtual === 0
        ? `${root.label} has MFA and no virtual device, so hardware or a passkey (inferred).`
        : `${root.label} has ${virtual} virtual MFA ${virtual === 1 ? 'device' : 'devices'}; only hardware or passkeys are allowed.`,
  };
}
