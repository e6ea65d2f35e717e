import type { Root, User } from '../../report';
import type { Finding } from '../finding';

/** Holds when the user has an MFA device of any kind. */
export function mfaActive(identity: User | Root): Finding {
  return {
    passed: identity.mfaActive,
    measured: identity.mfaActive,
    limit: true,
    reason: `${identity.label} has ${identity.mfaActive ? 'an' : 'no'} active MFA device; one is required.`,
  };
}
