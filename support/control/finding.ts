import type { Instant } from '../report';

/** A measured value or a limit: a number of days, a count, a yes or no, a word. */
export type Measure = number | boolean | string;

/** What a check returns for one subject. */
export interface Finding {
  readonly passed: boolean;
  /** What the report says. Ages are days of 24 hours with all their fraction. */
  readonly measured: Measure;
  /** What the control allows, in the same unit. */
  readonly limit: Measure;
  /** Where the measured value is the time since an instant: that instant. */
  readonly since?: Instant;
  /** One sentence with subject, measured value, date and limit, also for a pass. */
  readonly reason: string;
}
