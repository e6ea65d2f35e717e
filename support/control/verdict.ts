import { formatInstant, type Instant } from '../report';
import type { Measure } from './finding';
import type { Severity } from './severity';
import type { Waiver } from './waiver';

/** What is said of one subject by one control. */
export type Status = 'passed' | 'failed' | 'error' | 'waived' | 'notApplicable' | 'notReviewed';

/** One control × one subject. */
export interface Verdict {
  readonly control: string;
  readonly severity: Severity;
  /** Its label, unique within the control and stable from run to run. */
  readonly subject: string;
  readonly arn: string | undefined;
  readonly status: Status;
  readonly measured: Measure | undefined;
  readonly limit: Measure | undefined;
  readonly since: Instant | undefined;
  /** One sentence, also for a pass; without the waiver, which `fullReason` adds. */
  readonly reason: string;
  readonly fix: string | undefined;
  readonly class: string | undefined;
  /** With `failed`, the one that has expired. */
  readonly waiver: Waiver | undefined;
}

/** The reason with its waiver: what every output tells of a verdict. */
export function fullReason({ status, reason, waiver }: Verdict): string {
  if (!waiver) return reason;
  const until = formatInstant(waiver.expires);
  if (status !== 'waived') return `${reason} Its waiver (${waiver.reason}) expired on ${until}.`;
  return `${reason} Waived until ${until} by ${waiver.approvedBy}, owner ${waiver.owner}: ${waiver.reason}`;
}
