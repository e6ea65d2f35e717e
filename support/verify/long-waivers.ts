import type { Manifest } from '../bundle';
import { LONGEST_WAIVER_DAYS } from '../control';
import { DAY } from '../report';

/** The waivers of a bundle that reach further from its run than any may, a sentence each. */
export function longWaivers({ waivers, run }: Pick<Manifest, 'waivers' | 'run'>): string[] {
  // The last day ends a day after it begins.
  const last = run.startedAt + (LONGEST_WAIVER_DAYS + 1) * DAY;
  return waivers
    .filter(({ expires }) => expires > last)
    .map(
      ({ control, subject }) =>
        `The waiver of ${subject} (${control}) lasts longer than ${LONGEST_WAIVER_DAYS} days from the run, ` +
        'which no waiver may.',
    );
}
