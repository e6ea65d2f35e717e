import { formatInstant, type Instant } from '../report';
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
  /** The instant since which it is measured; undefined where it is no age and no time without use. */
  readonly since: Instant | undefined;
  /** One sentence, also for a pass; nothing of a waiver, which `fullReason` adds. */
  readonly reason: string;
  /** How to mend it; only where it failed or is waived. */
  readonly fix: string | undefined;
  /** The class of the user, where the profile has classes and one matches. */
  readonly class: string | undefined;
  /** The waiver that applies; with `failed`, the one that has expired. */
  readonly waiver: Waiver | undefined;
}

/** The reason and, where there is one, the waiver: what every output tells of a verdict. */
export function fullReason({ status, reason, waiver }: Verdict): string {
  if (!waiver) return reason;
  const until = formatInstant(waiver.expires);
  if (status !== 'waived') return `${reason} Its waiver (${waiver.reason}) expired on ${until}.`;
  return `${reason} Waived until ${until} by ${waiver.approvedBy}, owner ${waiver.owner}: ${waiver.reason}`;
}
