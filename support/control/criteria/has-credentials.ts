import type { Facts, ServiceSpecificCredential, User } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';

/**
 * Holds when the user can sign in with anything; `credentials` are those of all users. SSH keys count where
 * they are known.
 */
export function hasCredentials(
  user: User,
  credentials: readonly ServiceSpecificCredential[],
  sshPublicKeys: Facts['sshPublicKeys'],
): Finding {
  const services = credentials
    .filter(({ userName, active }) => active && userName === user.name)
    .map(({ service }) => `a credential for ${service}`);
  const known = sshPublicKeys && 'known' in sshPublicKeys ? sshPublicKeys.known : undefined;
  const ssh = (known ?? [])
    .filter(({ userName }) => userName === user.name)
    .flatMap(({ keys }) => keys.filter(({ active }) => active).map(({ id }) => `SSH key ${id}`));
  const held = [...heldCredentials(user), ...services, ...ssh];
  const others = known
    ? 'service-specific credential or SSH key.'
    : 'service-specific credential; SSH public keys were not looked for.';
  return {
    passed: held.length > 0,
    measured: held.length,
    limit: 1,
    reason:
      held.length > 0
        ? `${user.label} has ${held.join(', ')}.`
        : `${user.label} has no password and no active access key, signing certificate${known ? ',' : ' or'} ${others}`,
  };
}
