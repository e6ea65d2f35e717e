import type { ListedAccessKey, UserAccessKeys } from './facts';
import type { AccessKey, CredentialReport, User } from './model';

/** A user with its access keys as IAM lists them; undefined where nobody asked for them. */
export interface UserWithListedKeys extends User {
  readonly listedKeys: readonly ListedAccessKey[] | undefined;
}

/** The users with an access key in the report as subjects, with their keys as IAM lists them. */
export function usersWithListedKeys(
  { users }: CredentialReport,
  listed: readonly UserAccessKeys[],
): readonly UserWithListedKeys[] {
  const byName = new Map(listed.map(({ userName, keys }) => [userName, keys]));
  return users
    .filter(({ accessKeys }) => accessKeys.length > 0)
    .map((user) => ({ ...user, listedKeys: byName.get(user.name) }));
}

type Slot = Pick<AccessKey, 'active' | 'lastRotated'>;

/** A slot of the report, and the listed key that is in it. */
export interface KeyInSlot<S extends Slot> {
  readonly slot: S;
  readonly key: ListedAccessKey | undefined;
  /** Whether it has the date of this slot, and no other has. */
  readonly certain: boolean;
}

/**
 * Which listed key each slot holds: one of its date. Of what is left, a single slot holds a single key that
 * was made earlier, since AWS also calls the date that of the latest activation. `others` are in no slot.
 * https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html (IAM Access Key Rotation)
 */
export function keysInSlots<S extends Slot>(
  slots: readonly S[],
  keys: readonly ListedAccessKey[],
): { readonly slots: readonly KeyInSlot<S>[]; readonly others: readonly ListedAccessKey[] } {
  const free = new Set(keys);
  const dated = slots.map((slot): KeyInSlot<S> => {
    const key = [...free].find(({ createdAt }) => createdAt === slot.lastRotated);
    if (key) free.delete(key);
    return { slot, key, certain: key !== undefined && isOnly(slot, slots, keys) };
  });
  const [left] = free;
  const unmatched = dated.filter(({ key }) => key === undefined);
  const [last] = unmatched;
  if (unmatched.length !== 1 || free.size !== 1 || !last || !left || !wasActivated(last.slot, left))
    return { slots: dated, others: [...free] };
  // It is inferred: no command is to name a key by that.
  const found = { slot: last.slot, key: left, certain: false };
  return { slots: dated.map((each) => (each === last ? found : each)), others: [] };
}

function isOnly(
  { lastRotated }: Slot,
  slots: readonly Slot[],
  keys: readonly ListedAccessKey[],
): boolean {
  const sameSlots = slots.filter((slot) => slot.lastRotated === lastRotated);
  const sameKeys = keys.filter(({ createdAt }) => createdAt === lastRotated);
  return sameSlots.length === 1 && sameKeys.length === 1;
}

function wasActivated(slot: Slot, key: ListedAccessKey): boolean {
  return slot.active === key.active && key.createdAt < (slot.lastRotated ?? 0);
}
