import type { AccessKey, Certificate, Instant, Password } from '../../report';
import type { Beginning } from './days';

/** When a credential was set or created, where the report says so. */
export function madeAt(credential: Password | AccessKey | Certificate): Instant | undefined {
  return credential.kind === 'password' ? credential.lastChanged : credential.lastRotated;
}

/** When a key was made: without a date of its own it is as old as its user. */
export function madeOn({ lastRotated, owner }: AccessKey): Beginning {
  if (lastRotated !== undefined) return { since: lastRotated, event: 'was created' };
  const event = 'has no date of creation on record, and its user was created';
  return { since: owner.createdAt, event };
}
