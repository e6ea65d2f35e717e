import type { Instant } from '../report';

/** A measured value or a limit: a number of days, a count, a yes or no, a word. */
export type Measure = number | boolean | string;

/** What a check returns for one subject. */
export interface Finding {
  readonly passed: boolean;
  /** What is known does not tell: the subject is not reviewed. `passed` is then false. */
  readonly undecided?: true;
  /** Ages are days of 24 hours with all their fraction; the limit is in the same unit. */
  readonly measured: Measure;
  readonly limit: Measure;
  /** What an age or idle time is measured from. */
  readonly since?: Instant;
  /** The first instant at which it fails if nothing changes; for what fails, in the past. */
  readonly dueAt?: Instant | undefined;
  /** One sentence with subject, measured value, date and limit, also for a pass. */
  readonly reason: string;
}
