import { exitCodeOf, type Verdict } from '../control';
import { formatInstant } from '../report';
import type { AuditResult, ControlResult, RunIdentity } from './audit-result';
import { changesSince, type EarlierRun, isExcusedIn } from './changes';
import { withoutDoubles } from './evidence-results';

/** The policy of a run, as its evidence tells of it. */
export type Policy = Pick<AuditResult, 'profiles' | 'waivers' | 'owners' | 'policyFiles'> & {
  readonly settings: Pick<AuditResult, 'failOn'>;
  /** The run whose failures do not count, where somebody named one. */
  readonly reference?: EarlierRun | undefined;
};

/** What came of a run: an error for each control where nothing could be checked; `changes`, where they are known. */
export type Outcome = Pick<
  AuditResult,
  'audited' | 'results' | 'problems' | 'changes' | 'previous'
>;

/** The result of a run, and its exit code. */
export function sumUp(
  { profiles, waivers, owners, policyFiles, reference, settings: { failOn } }: Policy,
  run: RunIdentity,
  { audited, results: given, problems: told, changes: known, previous }: Outcome,
): AuditResult {
  const results = given.map(withoutDoubles);
  const misfit = reference && audited ? misfits(reference, audited) : [];
  const problems = [...told, ...misfit];
  const isCompared = reference && audited && misfit.length === 0;
  const changes = isCompared ? changesSince(reference, { results, audited }) : known;
  const none: readonly Verdict[] = [];
  const verdicts = none.concat(...results.map((result) => counted(result, changes)));
  const exitCode = problems.length > 0 ? 2 : exitCodeOf(verdicts, failOn);
  const policy = { profiles, waivers, owners, policyFiles, failOn };
  return { ...policy, run, audited, results, problems, exitCode, changes, previous };
}

// What failed already in the reference is excused, as by a waiver.
function counted(result: ControlResult, changes: AuditResult['changes']): readonly Verdict[] {
  if (!changes?.isReference) return result.verdicts;
  const isExcused = isExcusedIn({ changes }, result);
  return result.verdicts.map((verdict) =>
    isExcused(verdict) ? { ...verdict, status: 'waived' } : verdict,
  );
}

function misfits(
  { account, asOf, runId }: EarlierRun,
  { report }: NonNullable<AuditResult['audited']>,
): readonly string[] {
  if (account !== report.accountId) {
    return [
      `IAMSPEC_SINCE names run ${runId} of account ${account}, but this report is of account ${report.accountId}.`,
    ];
  }
  if (asOf <= report.asOf) return [];
  return [
    `IAMSPEC_SINCE names run ${runId} of a report of ${formatInstant(asOf)}, which is later than this one, of ` +
      `${formatInstant(report.asOf)}: what is new since then cannot be told.`,
  ];
}
