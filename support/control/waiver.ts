import { DAY, type Instant } from '../report';
import { PatternIndex } from './pattern-index';
import { isTagPattern, tagPattern } from './user-texts';

/** How far ahead a waiver may expire. */
export const LONGEST_WAIVER_DAYS = 366;

/** Whether a waiver that ends then would hold longer from `now` on than any may. */
export function lastsTooLong(expires: Instant, now: Instant): boolean {
  return expires >= now + (LONGEST_WAIVER_DAYS + 1) * DAY;
}

/** An accepted exception: this subject may fail this control until a date. */
export interface Waiver {
  /** The id of the control. */
  readonly control: string;
  /** A label, an ARN, either with `*` for any characters, or a tag of the user: `tag:exempt=yes`. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string | undefined;
  /** The end of the last day on which it holds, in UTC. */
  readonly expires: Instant;
}

/** The waiver of a subject, and whether it still holds. */
export interface FoundWaiver {
  readonly waiver: Waiver;
  readonly valid: boolean;
  /** When the last of those that hold ends. */
  readonly until: Instant;
}

/** By label, ARN and the tags of the user, as `tagTexts` has them. */
export type WaiverFinder = (
  label: string,
  arn: string,
  tags?: readonly string[],
) => FoundWaiver | undefined;

/** Finds the first waiver that holds at `asOf` (inclusive), else the first that has expired; undefined where there is none of the control. */
export function waiverFinder(
  waivers: readonly Waiver[],
  control: string,
  asOf: Instant,
): WaiverFinder | undefined {
  const own = waivers.filter((waiver) => waiver.control === control);
  if (own.length === 0) return undefined;
  const holding = own.filter(({ expires }) => asOf <= expires);
  const valid = firstAbout(holding);
  const longest = firstAbout(holding.toSorted((a, b) => b.expires - a.expires));
  const expired = firstAbout(own.filter(({ expires }) => asOf > expires));
  return (...texts) => {
    const waiver = valid(...texts);
    if (waiver) return { waiver, valid: true, until: longest(...texts)?.expires ?? waiver.expires };
    const lapsed = expired(...texts);
    return lapsed && { waiver: lapsed, valid: false, until: lapsed.expires };
  };
}

function firstAbout(waivers: readonly Waiver[]) {
  const { named, tagged, ofNamed, ofTagged } = apart(waivers);
  return (label: string, arn: string, tags: readonly string[] = []): Waiver | undefined => {
    const byName = ofNamed[named.first(label, arn) ?? -1];
    const byTag = tags.length > 0 ? ofTagged[tagged.first(...tags) ?? -1] : undefined;
    if (!byName || !byTag) return byName ?? byTag;
    return waivers.indexOf(byName) < waivers.indexOf(byTag) ? byName : byTag;
  };
}

/** Whom waivers could be about: labels and ARNs, and tags as `tagTexts` has them. */
export interface WaivedTexts {
  readonly names: Iterable<string>;
  readonly tags: Iterable<string>;
}

/** The waivers, all of one control, about none of its subjects. */
export function idleWaivers(
  waivers: readonly Waiver[],
  { names, tags }: WaivedTexts,
): readonly Waiver[] {
  const { named, tagged, ofNamed, ofTagged } = apart(waivers);
  return [
    ...named.idle(names).flatMap((place) => ofNamed[place] ?? []),
    ...tagged.idle(tags).flatMap((place) => ofTagged[place] ?? []),
  ];
}

// A pattern of names must not match a tag: whoever may tag a user could excuse it.
function apart(waivers: readonly Waiver[]) {
  const ofNamed = waivers.filter(({ subject }) => !isTagPattern(subject));
  const ofTagged = waivers.filter(({ subject }) => isTagPattern(subject));
  return {
    ofNamed,
    ofTagged,
    named: new PatternIndex(ofNamed.map(({ subject }) => subject)),
    tagged: new PatternIndex(ofTagged.map(({ subject }) => tagPattern(subject))),
  };
}
