import {
  type Control,
  type ExitCode,
  type Inputs,
  isJudged,
  type OwnerRule,
  type Place,
  type Scope,
  type Severity,
  type Verdict,
  type Waiver,
} from '../control';
import { type CredentialReport, DEMO_ACCOUNT_ID, type Instant, type Snapshot } from '../report';
import type { Changes } from './changes';
import type { RunLink } from './run-link';

/** The verdicts of one control in one profile, or of one plain Jest file, which has none. */
export interface ControlResult {
  readonly profile: string | undefined;
  readonly id: string;
  readonly severity: Severity | undefined;
  readonly about:
    | (Pick<Control, 'title' | 'nist' | 'rationale' | 'remediation'> &
        Partial<Pick<Control, 'steps' | 'keeps' | 'ages'>>)
    | undefined;
  readonly inputs: Inputs;
  readonly scope: Scope;
  readonly requirements: readonly string[];
  /** Where one's own policy selects it; undefined where only iamspec's does, or where none is known. */
  readonly place?: Place | undefined;
  readonly verdicts: readonly Verdict[];
  readonly notRun: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly start: number;
  readonly milliseconds: number;
}

/** The report that was audited; `readAt` is this machine's time. */
export interface AuditedReport {
  readonly report: CredentialReport;
  readonly snapshot: Snapshot;
  readonly readAt: Instant;
}

/** A profile of a run, and why a report cannot decide a requirement, or a part of it, by its id. */
export interface AuditedProfile {
  readonly name: string;
  readonly title: string;
  readonly source: string | undefined;
  readonly version?: string | undefined;
  readonly heldAgainst?: string | undefined;
  readonly notDecidable: Readonly<Record<string, string>>;
}

/** All plain Jest files are the reader's own. */
export const POLICY_FILE_KINDS = ['profile', 'waivers', 'owners', 'control', 'test'] as const;

/** A file that said what is to be judged; below iamspec's own directory its path is relative. */
export interface PolicyFile {
  readonly kind: (typeof POLICY_FILE_KINDS)[number];
  readonly path: string;
  readonly sha256: string;
}

/** What ran; its id is unique and in the order of time: `2026-11-21T13-14-52Z-3f9a1c`. */
export interface RunIdentity {
  readonly id: string;
  readonly startedAt: Instant;
  readonly version: string;
  readonly commit: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** All that the writers of evidence are told of one run; without a report it has no `audited`. */
export interface AuditResult {
  readonly audited: AuditedReport | undefined;
  readonly run: RunIdentity;
  readonly profiles: readonly AuditedProfile[];
  readonly policyFiles: readonly PolicyFile[];
  readonly waivers: readonly Waiver[];
  /** By which owners were told. */
  readonly owners: readonly OwnerRule[];
  readonly results: readonly ControlResult[];
  readonly problems: readonly string[];
  readonly failOn: Severity;
  readonly exitCode: ExitCode;
  /** Since an earlier run; undefined where there is none to compare with. */
  readonly changes?: Changes | undefined;
  /** The run before it in the chain; null where none was found, undefined where none was looked for. */
  readonly previous?: RunLink | null | undefined;
}

/** `DEMO`, `live`, `saved report` or `not AWS (...)`: no sample passes for a live account. */
export function sourceLabel({
  report,
  snapshot,
}: Pick<AuditedReport, 'report' | 'snapshot'>): string {
  const { origin } = snapshot;
  if (report.accountId === DEMO_ACCOUNT_ID) return 'DEMO';
  if (origin.kind === 'file') return 'saved report';
  return origin.endpoint === undefined ? 'live' : `not AWS (${origin.endpoint})`;
}

/** Whom a run looked at that had nothing to judge, `root and 0 users`; else undefined. */
export function nobodyJudged({ exitCode, results, audited }: AuditResult): string | undefined {
  if (exitCode !== 0 || !audited || results.some(({ verdicts }) => isJudged(verdicts)))
    return undefined;
  if (results.every(({ verdicts }) => verdicts.length === 0)) return undefined;
  return `root and ${audited.report.users.length} users`;
}

/** Whether the account is made up. */
export function isDemo({ audited }: Pick<AuditResult, 'audited'>): boolean {
  return audited !== undefined && sourceLabel(audited) === 'DEMO';
}
