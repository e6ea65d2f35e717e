import {
  type AsOf,
  formatDuration,
  formatInstant,
  type Instant,
  parseReport,
  ReportError,
  resolveAsOf,
  type Snapshot,
} from '../report';
import type { AuditedReport } from '../result';

/** A snapshot and the instant that its ages are measured at. */
export interface Loaded {
  readonly snapshot: Snapshot;
  readonly asOf: AsOf;
  /** This machine's time after loading. */
  readonly readAt: Instant;
}

/** What a report must be, so that it can speak for an account. */
export interface Expected {
  /** How old a live report may be, in milliseconds. */
  readonly maxReportAge: number;
  /** The account that was asked for; undefined = whichever it is of. */
  readonly account?: string | undefined;
}

/**
 * Proves that a report is whole, of the account that was asked for, and young enough if it is live.
 *
 * @throws ReportError where it is not
 */
export function prove(loaded: Loaded, { maxReportAge, account }: Expected): AuditedReport {
  const { snapshot, asOf, readAt } = loaded;
  // It has proved that the caller, where it is known, is of the report's account.
  const report = parseReport(snapshot, asOf);
  if (account !== undefined && report.accountId !== account) {
    throw new ReportError([
      `it is of account ${report.accountId}, but account ${account} was to be audited.`,
    ]);
  }
  refuseStale(loaded, maxReportAge);
  return { report, snapshot, readAt };
}

// A live report that is too old does not speak for the account of today; exactly at the limit it does.
function refuseStale({ snapshot, asOf, readAt }: Loaded, maxReportAge: number): void {
  if (snapshot.origin.kind !== 'live') return;
  const age = readAt - asOf.instant;
  if (age <= maxReportAge) return;
  throw new ReportError([
    `it was generated at ${formatInstant(asOf.instant)}, ${formatDuration(age)} ago; the limit is ` +
      `${formatDuration(maxReportAge)} (IAMSPEC_MAX_REPORT_AGE). Allow iam:GenerateCredentialReport ` +
      'to the caller, so that IAM makes a new one.',
  ]);
}

/**
 * Settles the instant that the ages of a snapshot are measured at.
 *
 * @param readAt this machine's time when it was read
 * @param setting the instant that a setting gives
 * @throws ReportError where the two contradict each other, or the clock
 */
export function dated(snapshot: Snapshot, readAt: Instant, setting: Instant | undefined): Loaded {
  const asOf = resolveAsOf(snapshot, setting, readAt);
  return { snapshot: withAge(snapshot, readAt), asOf, readAt };
}

// Only a report that says when it was generated can tell its age.
function withAge(snapshot: Snapshot, readAt: Instant): Snapshot {
  if (snapshot.generatedTime === undefined) return snapshot;
  const reportAge = { known: Math.max(0, readAt - snapshot.generatedTime) };
  return { ...snapshot, facts: { ...snapshot.facts, reportAge } };
}
