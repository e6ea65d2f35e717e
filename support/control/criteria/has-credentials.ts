import type { User } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';

/** Holds when the user can sign in with something: one that cannot is left over. */
export function hasCredentials(user: User): Finding {
  const held = heldCredentials(user);
  return {
    passed: held.length > 0,
    measured: held.length,
    limit: 1,
    reason:
      held.length > 0
        ? `${user.label} has ${held.join(', ')}.`
        : `${user.label} has no password and no active access key or signing certificate; a user without credentials serves nobody.`,
  };
}
