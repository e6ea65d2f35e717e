import { formatInstant, type Instant } from './instant';
import { ReportError } from './report-error';
import type { Snapshot } from './snapshot';

/** How far two clocks may differ before data are said to contradict themselves: 5 minutes. */
export const CLOCK_TOLERANCE = 5 * 60_000;

/** The instant that all ages are measured at, and who said so. */
export interface AsOf {
  readonly instant: Instant;
  readonly source: 'GeneratedTime' | 'IAMSPEC_AS_OF' | 'clock';
}

/**
 * GeneratedTime, or the setting, or the clock. Throws ReportError where they disagree or lie ahead:
 * old credentials could look young.
 */
export function resolveAsOf(
  snapshot: Pick<Snapshot, 'generatedTime'>,
  setting: Instant | undefined,
  clock: Instant,
): AsOf {
  const { generatedTime } = snapshot;
  if (generatedTime !== undefined && setting !== undefined && setting !== generatedTime) {
    throw new ReportError([
      `IAMSPEC_AS_OF is ${formatInstant(setting)}, but the report says that it was generated at ` +
        `${formatInstant(generatedTime)}. Unset IAMSPEC_AS_OF: it is for a bare CSV only.`,
    ]);
  }
  const instant = generatedTime ?? setting ?? clock;
  if (instant > clock + CLOCK_TOLERANCE) {
    const name = generatedTime === undefined ? 'IAMSPEC_AS_OF' : "The report's GeneratedTime";
    throw new ReportError([
      `${name} is ${formatInstant(instant)}, but this machine's clock says ` +
        `${formatInstant(clock)}. Correct whichever is wrong.`,
    ]);
  }
  if (generatedTime !== undefined) return { instant, source: 'GeneratedTime' };
  return { instant, source: setting === undefined ? 'clock' : 'IAMSPEC_AS_OF' };
}
