import type { ServiceSpecificCredential, User } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';

/** Holds when the user can sign in with anything; `credentials` are those of all users. */
export function hasCredentials(
  user: User,
  credentials: readonly ServiceSpecificCredential[],
): Finding {
  const services = credentials
    .filter(({ userName, active }) => active && userName === user.name)
    .map(({ service }) => `a credential for ${service}`);
  const held = [...heldCredentials(user), ...services];
  return {
    passed: held.length > 0,
    measured: held.length,
    limit: 1,
    reason:
      held.length > 0
        ? `${user.label} has ${held.join(', ')}.`
        : `${user.label} has no password and no active access key, signing certificate or service-specific credential; SSH public keys were not looked for.`,
  };
}
