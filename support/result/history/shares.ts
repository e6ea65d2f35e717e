import type { Instant } from '../../report';
import { addCounts, type Counts, noCounts } from '../counts';

/** What a run found of one control. */
export interface ControlCounts {
  /** null for a plain Jest file. */
  readonly profile: string | null;
  readonly id: string;
  readonly requirements: readonly string[];
  readonly counts: Partial<Counts>;
  /** What a filter left out. */
  readonly notRun: number;
}

/** A control, or all that serve a requirement, in one run. */
export interface Point {
  readonly runId: string;
  readonly startedAt: Instant;
  readonly counts: Counts;
  /** Subjects that were not checked: in error, not reviewed, or left out by a filter. */
  readonly unchecked: number;
  /**
   * Of the subjects that were judged, how many comply: passed / (passed + failed + waived), since what is waived is
   * accepted but does not comply. null where one was not checked, or there was nobody to judge.
   */
  readonly share: number | null;
}

/** See `Point`. */
export function pointOf(
  { runId, startedAt }: Pick<Point, 'runId' | 'startedAt'>,
  controls: readonly ControlCounts[],
): Point {
  const counts = noCounts();
  for (const control of controls) addCounts(counts, control.counts);
  const left = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  const unchecked = counts.error + counts.notReviewed + left;
  const judged = counts.passed + counts.failed + counts.waived;
  const share = unchecked > 0 || judged === 0 ? null : counts.passed / judged;
  return { runId, startedAt, counts, unchecked, share };
}

/** Since when something fails. */
export interface FailingSince {
  readonly runId: string;
  readonly startedAt: Instant;
  /** Whether nothing earlier is known, so that it may fail for longer. */
  readonly isAtLeast: boolean;
}

/**
 * Since which run a control fails without interruption, from its runs, the oldest first: a run in which it was not
 * checked wholly interrupts nothing, unless some of it failed. undefined where it does not fail.
 */
export function failingSince(points: readonly Point[]): FailingSince | undefined {
  const telling = points.filter(({ counts, unchecked }) => counts.failed > 0 || unchecked === 0);
  const sound = telling.findLastIndex(({ counts }) => counts.failed === 0);
  const first = telling[sound + 1];
  if (!first) return undefined;
  const { runId, startedAt } = first;
  return { runId, startedAt, isAtLeast: sound === -1 };
}

/** The share of all controls together in each run in which each of them tells one. */
export function addedUp(
  controls: readonly { readonly points: readonly Point[] }[],
): readonly (Point & { readonly share: number })[] {
  const runs = new Map<string, Point[]>();
  for (const point of controls.flatMap(({ points }) => points)) {
    const own = runs.get(point.runId);
    if (own) own.push(point);
    else runs.set(point.runId, [point]);
  }
  return [...runs.values()].flatMap((points) => {
    const [first] = points;
    if (!first || points.some(({ unchecked }) => unchecked > 0)) return [];
    const counts = noCounts();
    for (const point of points) addCounts(counts, point.counts);
    const judged = counts.passed + counts.failed + counts.waived;
    return judged === 0 ? [] : [{ ...first, counts, share: counts.passed / judged }];
  });
}
