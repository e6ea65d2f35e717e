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
  readonly readAt: Instant;
}

/** `maxReportAge` is in milliseconds, for live reports; without `account`, any will do. */
interface Expected {
  readonly maxReportAge: number;
  readonly account?: string | undefined;
}

/** Throws ReportError unless the report is whole, of the account, and young enough if live. */
export function prove(loaded: Loaded, { maxReportAge, account }: Expected): AuditedReport {
  const { snapshot, asOf, readAt } = loaded;
  const report = parseReport(snapshot, asOf);
  if (account !== undefined && report.accountId !== account) {
    throw new ReportError([
      `it is of account ${report.accountId}, but account ${account} was to be audited.`,
    ]);
  }
  refuseStale(loaded, maxReportAge);
  return { report, snapshot, readAt };
}

// Exactly at the limit it still speaks for the account of today.
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

/** Settles "now". `readAt` is this machine's time; throws ReportError as `resolveAsOf` does. */
export function dated(snapshot: Snapshot, readAt: Instant, setting: Instant | undefined): Loaded {
  const asOf = resolveAsOf(snapshot, setting, readAt);
  return { snapshot: withAge(snapshot, readAt), asOf, readAt };
}

function withAge(snapshot: Snapshot, readAt: Instant): Snapshot {
  if (snapshot.generatedTime === undefined) return snapshot;
  const reportAge = { known: Math.max(0, readAt - snapshot.generatedTime) };
  return { ...snapshot, facts: { ...snapshot.facts, reportAge } };
}
