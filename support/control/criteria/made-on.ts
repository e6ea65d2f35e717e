import { type AccessKey, formatInstant, type Instant } from '../../report';

/** When a key was made, and how to say so: without a date of its own it is as old as its user. */
export function madeOn({ lastRotated, owner }: AccessKey): { since: Instant; event: string } {
  if (lastRotated !== undefined) {
    return { since: lastRotated, event: `was created on ${formatInstant(lastRotated)}` };
  }
  const created = formatInstant(owner.createdAt);
  return {
    since: owner.createdAt,
    event: `has no date of creation on record, and its user was created on ${created}`,
  };
}
