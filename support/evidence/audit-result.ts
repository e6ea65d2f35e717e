import type { ExitCode, Inputs, Severity, Status, Verdict, Waiver } from '../control';
import { type CredentialReport, DEMO_ACCOUNT_ID, type Origin } from '../report';

/** The verdicts of one control in one profile, or of one plain Jest file. */
export interface ControlResult {
  /** undefined for a plain Jest file. */
  readonly profile: string | undefined;
  /** The control's id, or the plain file's name without `.test.ts`. */
  readonly id: string;
  readonly severity: Severity | undefined;
  readonly inputs: Inputs;
  /** The requirements of the profile that it serves. */
  readonly requirements: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** How many verdicts the caller's own filters (`-t`, a path) left out. */
  readonly notRun: number;
  /** When it ran, in milliseconds since 1970-01-01T00:00:00Z, and for how long. */
  readonly start: number;
  readonly milliseconds: number;
}

/** What is known of the report that was audited. */
export interface AuditedReport {
  readonly report: CredentialReport;
  readonly origin: Origin;
  readonly callerArn: string | undefined;
  readonly notes: readonly string[];
  /** This machine's time when the report was read. */
  readonly readAt: number;
}

/** All that the writers of evidence are told of one run. */
export interface AuditResult {
  /** undefined where no report could be had. */
  readonly audited: AuditedReport | undefined;
  readonly profiles: readonly string[];
  /** All waivers that were loaded, used or not. */
  readonly waivers: readonly Waiver[];
  /** The limits of classes of users that differ from everybody's, a sentence each. */
  readonly classLimits: readonly string[];
  /** The classes of users that no user belongs to, as `class machine of profile house`. */
  readonly emptyClasses: readonly string[];
  readonly results: readonly ControlResult[];
  /** Why the run as a whole could not check, one text each. */
  readonly problems: readonly string[];
  readonly failOn: Severity;
  readonly exitCode: ExitCode;
}

/**
 * What the data are, in a word or two, so that no sample passes for a live account: `DEMO`, `live`,
 * `saved report` or `not AWS (http://127.0.0.1:5000)`.
 */
export function sourceLabel({ report, origin }: Pick<AuditedReport, 'report' | 'origin'>): string {
  if (report.accountId === DEMO_ACCOUNT_ID) return 'DEMO';
  if (origin.kind === 'file') return 'saved report';
  return origin.endpoint === undefined ? 'live' : `not AWS (${origin.endpoint})`;
}

/** Counts the verdicts of each status. */
export function countByStatus(
  verdicts: readonly Pick<Verdict, 'status'>[],
): Readonly<Record<Status, number>> {
  const counts = { passed: 0, failed: 0, error: 0, waived: 0, notApplicable: 0, notReviewed: 0 };
  for (const { status } of verdicts) counts[status]++;
  return counts;
}
