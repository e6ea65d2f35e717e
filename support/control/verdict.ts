import { formatInstant, type Instant } from '../report';
import type { Measure } from './finding';
import type { Owner } from './owner';
import type { Severity } from './severity';
import type { Waiver } from './waiver';

/**
 * What is said of one subject by one control. `error`: could not be checked; `notReviewed`: needs a fact
 * that a saved report does not hold.
 */
export type Status = 'passed' | 'failed' | 'error' | 'waived' | 'notApplicable' | 'notReviewed';

/** What one control says of one subject. */
export interface Verdict {
  /** The id of the control. */
  readonly control: string;
  readonly severity: Severity;
  /** Its label, unique within the control and stable from run to run. */
  readonly subject: string;
  /** Of the user, root or account; undefined where no subject was judged. */
  readonly arn: string | undefined;
  readonly status: Status;
  /** Ages are days of 24 hours; the limit is in the same unit. */
  readonly measured: Measure | undefined;
  readonly limit: Measure | undefined;
  /** What an age or idle time is measured from. */
  readonly since: Instant | undefined;
  /**
   * The first instant at which it fails if nothing changes: for what fails, since when; for what is
   * waived, the end of its waiver. Undefined where no age or idle time is held against a limit.
   */
  readonly dueAt: Instant | undefined;
  /** Who answers for the user; undefined where no subject was judged. */
  readonly owner: Owner | undefined;
  /** One sentence, also for a pass; without the waiver, which `fullReason` adds. */
  readonly reason: string;
  /** The remediation, for this user; undefined unless it failed or is waived. */
  readonly fix: string | undefined;
  /** The class of users whose limits it was held to. */
  readonly class: string | undefined;
  /** The one that holds; with `failed`, one that has expired. */
  readonly waiver: Waiver | undefined;
}

/** The reason with its waiver: what every output tells of a verdict. */
export function fullReason({ status, reason, waiver }: Verdict): string {
  if (!waiver) return reason;
  const until = endText(waiver.expires);
  if (status !== 'waived') return `${reason} Its waiver (${waiver.reason}) expired on ${until}.`;
  return `${reason} Waived until ${until} by ${waiver.approvedBy}, owner ${waiver.owner}: ${waiver.reason}`;
}

let last = { instant: Number.NaN, text: '' };

// Of thousands of waivers most end with their neighbour.
function endText(instant: Instant): string {
  if (last.instant !== instant) last = { instant, text: formatInstant(instant) };
  return last.text;
}
