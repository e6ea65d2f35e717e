import {
  type Control,
  type ExitCode,
  type Inputs,
  isJudged,
  type Scope,
  type Severity,
  type Status,
  type Verdict,
  type Waiver,
} from '../control';
import { type CredentialReport, DEMO_ACCOUNT_ID, type Instant, type Snapshot } from '../report';

/** The verdicts of one control in one profile, or of one plain Jest file. */
export interface ControlResult {
  /** undefined for a plain Jest file. */
  readonly profile: string | undefined;
  /** The control's id, or the plain file's path below `controls/` without `.test.ts`. */
  readonly id: string;
  readonly severity: Severity | undefined;
  /** What the control says of itself; undefined for a plain Jest file and one that did not load. */
  readonly about:
    | (Pick<Control, 'title' | 'nist' | 'rationale' | 'remediation'> &
        Partial<Pick<Control, 'steps' | 'keeps' | 'ages'>>)
    | undefined;
  /** All inputs, defaults included, and whom the control is for. */
  readonly inputs: Inputs;
  readonly scope: Scope;
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
  readonly snapshot: Snapshot;
  /** This machine's time when the report was read. */
  readonly readAt: Instant;
}

/** A profile of a run. */
export interface AuditedProfile {
  readonly name: string;
  readonly title: string;
  /** Where its requirement ids come from. */
  readonly source: string | undefined;
  /** Its requirements that a credential report cannot decide, and why. */
  readonly notDecidable: Readonly<Record<string, string>>;
}

/** What the file of a policy is: of plain Jest files, all are the reader's own. */
export const POLICY_FILE_KINDS = ['profile', 'waivers', 'control', 'test'] as const;

/** A file that said what is to be judged, or how. */
export interface PolicyFile {
  readonly kind: (typeof POLICY_FILE_KINDS)[number];
  /** Below iamspec's own directory, such as `profiles/baseline.ts`; else absolute. */
  readonly path: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What ran: for the evidence, which must say so. */
export interface RunIdentity {
  /** Unique and in the order of time: `2026-11-21T13-14-52Z-3f9a1c`. */
  readonly id: string;
  /** This machine's time. */
  readonly startedAt: Instant;
  readonly version: string;
  /** The commit of iamspec, where it runs from a checkout. */
  readonly commit: string | undefined;
  /** The settings in force, by the names of their variables. */
  readonly settings: Readonly<Record<string, string>>;
}

/** All that the writers of evidence are told of one run. */
export interface AuditResult {
  /** undefined where no report could be had. */
  readonly audited: AuditedReport | undefined;
  readonly run: RunIdentity;
  readonly profiles: readonly AuditedProfile[];
  /** Every file of the policy that was used; none where the policy itself could not be read. */
  readonly policyFiles: readonly PolicyFile[];
  /** All waivers that were loaded, used or not. */
  readonly waivers: readonly Waiver[];
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
export function sourceLabel({
  report,
  snapshot,
}: Pick<AuditedReport, 'report' | 'snapshot'>): string {
  const { origin } = snapshot;
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

/**
 * Where a run had nothing to judge, whom it looked at: `root and 0 users`. undefined where anything
 * was judged or could not be checked.
 */
export function nobodyJudged({ exitCode, results, audited }: AuditResult): string | undefined {
  const verdicts = results.flatMap((result) => result.verdicts);
  if (exitCode !== 0 || verdicts.length === 0 || isJudged(verdicts) || !audited) return undefined;
  return `root and ${audited.report.users.length} users`;
}
