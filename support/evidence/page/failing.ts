import { rows, type Tally } from './bars';
import { count, digits } from './words';

/** The controls that have failures, as a chart and its figures tell of them. */
export interface Failing {
  /** The most failures first. */
  readonly tallies: readonly Tally[];
  readonly told: string;
  /** undefined where there are none. */
  readonly svg: string | undefined;
}

/** Bars shown; the table of controls holds them all. */
const MOST_CONTROLS = 13;

/**
 * Draws the controls that have failures, and says how many have none but are not in order either.
 *
 * @param all a tally of each control
 */
export function failing(all: readonly Tally[]): Failing {
  const tallies = all
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed || b.error - a.error || b.waived - a.waived);
  const drawn = tallies.slice(0, MOST_CONTROLS);
  return {
    tallies,
    told: told(
      tallies.length,
      drawn.length,
      all.filter(({ failed }) => failed === 0),
    ),
    svg: drawn.length > 0 ? rows(drawn) : undefined,
  };
}

function told(failed: number, drawn: number, others: readonly Tally[]): string {
  const rest = failed > drawn ? `, the first ${drawn} drawn` : '';
  const more = failed > 0 ? ' more' : '';
  const unknown = others.filter(({ error }) => error > 0).length;
  const waived = others.filter(({ error, waived }) => error === 0 && waived > 0).length;
  return [
    failed > 0 ? `${count(failed, 'control')} with failures${rest}.` : 'No control has a failure.',
    ...(unknown > 0 ? [`${digits(unknown)}${more} could not check.`] : []),
    ...(waived > 0 ? [`${digits(waived)}${more} waived.`] : []),
  ].join(' ');
}
