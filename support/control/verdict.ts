import type { Measure } from './finding';
import type { Severity } from './severity';
import type { Waiver } from './waiver';

/** What is said of one subject by one control. */
export type Status = 'passed' | 'failed' | 'error' | 'waived' | 'notApplicable' | 'notReviewed';

/** One control × one subject. */
export interface Verdict {
  /** The control's id. */
  readonly control: string;
  readonly severity: Severity;
  /** The subject's label, unique within the control and stable from run to run. */
  readonly subject: string;
  /** The ARN of the user or root user; undefined where the verdict is about none. */
  readonly arn: string | undefined;
  readonly status: Status;
  readonly measured: Measure | undefined;
  readonly limit: Measure | undefined;
  /** One sentence, also for a pass. */
  readonly reason: string;
  /** How to mend it; only where it failed or is waived. */
  readonly fix: string | undefined;
  /** The class of the user, where the profile has classes and one matches. */
  readonly class: string | undefined;
  /** The waiver that applies; with `failed`, the one that has expired. */
  readonly waiver: Waiver | undefined;
}
