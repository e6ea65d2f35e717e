import type { Root, User } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';

/** Holds when there is nothing to sign in with, and no inactive key that could be activated. */
export function noCredentials(identity: User | Root): Finding {
  const inactive = [...identity.accessKeys, ...identity.certificates].filter(
    ({ active }) => !active,
  );
  const found = [
    ...heldCredentials(identity),
    ...inactive.map(({ kind, slot }) => `inactive ${kind} ${slot}`),
  ];
  return {
    passed: found.length === 0,
    measured: found.length,
    limit: 0,
    reason: `${identity.label} has ${found.join(', ') || 'no credentials'}; none are allowed.`,
  };
}
