import type { Instant } from '../report';
import { PatternIndex } from './pattern-index';

/** How far ahead a waiver may expire. */
export const LONGEST_WAIVER_DAYS = 366;

/** An accepted exception: this subject may fail this control until a date. */
export interface Waiver {
  /** The id of the control. */
  readonly control: string;
  /** A label, an ARN, or either with `*` for any characters. */
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
}

/** By label and ARN. */
export type WaiverFinder = (label: string, arn: string) => FoundWaiver | undefined;

/** Finds the first waiver that holds at `asOf` (inclusive), else the first that has expired. */
export function waiverFinder(
  waivers: readonly Waiver[],
  control: string,
  asOf: Instant,
): WaiverFinder {
  const own = waivers.filter((waiver) => waiver.control === control);
  if (own.length === 0) return () => undefined;
  const valid = firstAbout(own.filter(({ expires }) => asOf <= expires));
  const expired = firstAbout(own.filter(({ expires }) => asOf > expires));
  return (label, arn) => {
    const holding = valid(label, arn);
    if (holding) return { waiver: holding, valid: true };
    const lapsed = expired(label, arn);
    return lapsed && { waiver: lapsed, valid: false };
  };
}

function firstAbout(waivers: readonly Waiver[]) {
  const index = indexOf(waivers);
  return (label: string, arn: string): Waiver | undefined => {
    const place = index.first(label, arn);
    return place === undefined ? undefined : waivers[place];
  };
}

/** The waivers, all of one control, about none of its subjects; `texts`: their labels and ARNs. */
export function idleWaivers(
  waivers: readonly Waiver[],
  texts: Iterable<string>,
): readonly Waiver[] {
  return indexOf(waivers)
    .idle(texts)
    .flatMap((place) => waivers[place] ?? []);
}

function indexOf(waivers: readonly Waiver[]): PatternIndex {
  return new PatternIndex(waivers.map(({ subject }) => subject));
}
