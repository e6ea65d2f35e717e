import type { AccessKey, Instant, Root, User } from '../../report';

/** When something was last used, and what. */
interface Use {
  readonly at: Instant;
  /** `password`, `access key 1 (s3, us-east-1)`. */
  readonly what: string;
}

/** The latest use of any credential of a user or root, active or not; undefined = never any. */
export function lastUse({ lastSignIn, accessKeys }: User | Root): Use | undefined {
  let at = Number.NEGATIVE_INFINITY;
  let last: AccessKey | undefined;
  for (const key of accessKeys) {
    if (key.lastUsed === undefined || key.lastUsed <= at) continue;
    at = key.lastUsed;
    last = key;
  }
  if (lastSignIn !== undefined && lastSignIn > at) return { at: lastSignIn, what: 'password' };
  return last && { at, what: describeKey(last) };
}

function describeKey({ slot, lastUsedService, lastUsedRegion }: AccessKey): string {
  const where = [lastUsedService, lastUsedRegion].filter((part) => part !== undefined).join(', ');
  return `access key ${slot}${where === '' ? '' : ` (${where})`}`;
}
