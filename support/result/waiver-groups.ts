import type { Waiver } from '../control';

/** Waivers that differ in their subjects alone, as one entry of the file that lists them says it. */
export interface WaiverGroup extends Omit<Waiver, 'subject'> {
  readonly waivers: readonly Waiver[];
}

/** In their order: only neighbours are put together, since the first waiver that matches counts. */
export function waiverGroups(waivers: readonly Waiver[]): readonly WaiverGroup[] {
  const groups: { first: Waiver; waivers: Waiver[] }[] = [];
  for (const waiver of waivers) {
    const last = groups.at(-1);
    if (last && isSame(last.first, waiver)) last.waivers.push(waiver);
    else groups.push({ first: waiver, waivers: [waiver] });
  }
  return groups.map(({ first: { subject, ...shared }, waivers: own }) => ({
    ...shared,
    waivers: own,
  }));
}

function isSame(one: Waiver, other: Waiver): boolean {
  return (
    one.control === other.control &&
    one.expires === other.expires &&
    one.reason === other.reason &&
    one.owner === other.owner &&
    one.approvedBy === other.approvedBy &&
    one.ticket === other.ticket
  );
}

/** Their subjects for people: `alice`, `alice and bob`, `alice, bob, carol and 17 more`. */
export function subjectsText(waivers: readonly Waiver[], most = 3): string {
  const subjects = waivers.map(({ subject }) => subject);
  const more = subjects.length - most;
  const last = more > 0 ? `${more} more` : subjects.at(-1);
  const first = subjects.slice(0, Math.min(most, more > 0 ? most : subjects.length - 1));
  return first.length === 0 ? (last ?? '') : `${first.join(', ')} and ${last}`;
}
