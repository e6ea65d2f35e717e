import type { Root, User } from '../../report';

/** Names the credentials that work: enabled password, active keys and certificates. */
export function heldCredentials({ password, accessKeys, certificates }: User | Root): string[] {
  const others = [...accessKeys, ...certificates].filter(({ active }) => active);
  return [
    ...(password
      ? [password.assumed ? 'a password (assumed: the report does not say)' : 'a password']
      : []),
    ...others.map(({ kind, slot }) => `${kind} ${slot}`),
  ];
}
