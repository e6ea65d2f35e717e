import { exitCodeOf, type Severity, type Waiver } from '../control';
import type {
  AuditedProfile,
  AuditedReport,
  AuditResult,
  ControlResult,
  PolicyFile,
  RunIdentity,
} from './audit-result';
import { withoutDoubles } from './evidence-results';

/** The policy of a run, as its evidence tells of it. */
export interface Policy {
  readonly settings: { readonly failOn: Severity };
  readonly profiles: readonly AuditedProfile[];
  readonly waivers: readonly Waiver[];
  /** The files that say all this. */
  readonly policyFiles: readonly PolicyFile[];
}

/** What came of a run. */
export interface Outcome {
  /** undefined where no report could be had. */
  readonly audited: AuditedReport | undefined;
  /** What was checked, or an error for each control where nothing could be. */
  readonly results: readonly ControlResult[];
  /** Why the run as a whole could not check. */
  readonly problems: readonly string[];
}

/** Sums up a run: its result, and its exit code. */
export function sumUp(
  { profiles, waivers, policyFiles, settings: { failOn } }: Policy,
  run: RunIdentity,
  { audited, results: given, problems }: Outcome,
): AuditResult {
  const results = given.map(withoutDoubles);
  const verdicts = results.flatMap((result) => result.verdicts);
  const exitCode = problems.length > 0 ? 2 : exitCodeOf(verdicts, failOn);
  return { profiles, waivers, policyFiles, failOn, run, audited, results, problems, exitCode };
}
