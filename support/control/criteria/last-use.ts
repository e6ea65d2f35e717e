import type { Instant, Root, User } from '../../report';

/** One use of a credential. */
export interface Use {
  readonly at: Instant;
  /** `password`, `access key 1 (s3, us-east-1)`. */
  readonly what: string;
}

/** The latest use of any credential of a user or root, active or not; undefined = never any. */
export function lastUse({ lastSignIn, accessKeys }: User | Root): Use | undefined {
  const uses = accessKeys.flatMap(({ slot, lastUsed, lastUsedService, lastUsedRegion }) => {
    if (lastUsed === undefined) return [];
    const where = [lastUsedService, lastUsedRegion].filter((part) => part !== undefined).join(', ');
    return [{ at: lastUsed, what: `access key ${slot}${where === '' ? '' : ` (${where})`}` }];
  });
  if (lastSignIn !== undefined) uses.push({ at: lastSignIn, what: 'password' });
  return uses.reduce<Use | undefined>(
    (latest, use) => (latest === undefined || use.at > latest.at ? use : latest),
    undefined,
  );
}
