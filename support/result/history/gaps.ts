import type { Instant } from '../../report';

/** A span without a complete run that is longer than expected. */
export interface Gap {
  /** When the complete run before it began, or the period where there is none. */
  readonly from: Instant;
  /** When the next one began, or the period ended. */
  readonly to: Instant;
  /** The ids of these runs; undefined at either end. */
  readonly after: string | undefined;
  readonly before: string | undefined;
  /** How many runs in it could not check everything. */
  readonly incomplete: number;
}

/** A run, as far as gaps are concerned. */
export interface Timed {
  readonly runId: string;
  readonly startedAt: Instant;
  readonly isComplete: boolean;
}

/** What is looked at: `from` undefined = since the first run; `to` is not after now. */
export interface Period {
  readonly from: Instant | undefined;
  readonly to: Instant;
}

/** A run may be late by a quarter of what is expected: `daily` is one in 30 hours. */
const TOLERANCE = 1 / 4;

/** The longest span in milliseconds that is no gap. */
export function longestAllowed(expected: number): number {
  return expected * (1 + TOLERANCE);
}

/** The spans between complete runs, and up to the ends of the period, of which any part lies in it. */
export function spansOf(runs: readonly Timed[], { from, to }: Period): readonly Gap[] {
  const complete = runs.filter(({ isComplete }) => isComplete);
  const begun = complete.some(({ startedAt }) => startedAt <= (from ?? to));
  const ends = [
    ...(begun ? [] : [{ at: from ?? runs[0]?.startedAt ?? to, runId: undefined }]),
    ...complete
      .filter(({ startedAt }) => startedAt <= to)
      .map(({ startedAt: at, runId }) => ({ at, runId })),
    { at: to, runId: undefined },
  ];
  return ends.slice(1).flatMap((end, place) => {
    const start = ends[place] ?? end;
    if (end.at <= (from ?? Number.NEGATIVE_INFINITY) || start.at >= to) return [];
    const within = runs.filter(
      ({ isComplete, startedAt }) => !isComplete && startedAt >= start.at && startedAt <= end.at,
    );
    return [
      {
        from: start.at,
        to: end.at,
        after: start.runId,
        before: end.runId,
        incomplete: within.length,
      },
    ];
  });
}

/** Those of them that are longer than one run in `expected` milliseconds leaves, with some tolerance. */
export function gapsIn(spans: readonly Gap[], expected: number | undefined): readonly Gap[] {
  if (expected === undefined) return [];
  return spans.filter(({ from, to }) => to - from > longestAllowed(expected));
}
