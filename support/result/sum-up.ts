import { exitCodeOf } from '../control';
import type { AuditResult, RunIdentity } from './audit-result';
import { withoutDoubles } from './evidence-results';

/** The policy of a run, as its evidence tells of it. */
export type Policy = Pick<AuditResult, 'profiles' | 'waivers' | 'owners' | 'policyFiles'> & {
  readonly settings: Pick<AuditResult, 'failOn'>;
};

/** What came of a run: an error for each control where nothing could be checked. */
export type Outcome = Pick<AuditResult, 'audited' | 'results' | 'problems'>;

/** The result of a run, and its exit code. */
export function sumUp(
  { profiles, waivers, owners, policyFiles, settings: { failOn } }: Policy,
  run: RunIdentity,
  { audited, results: given, problems }: Outcome,
): AuditResult {
  const results = given.map(withoutDoubles);
  const verdicts = results.flatMap((result) => result.verdicts);
  const exitCode = problems.length > 0 ? 2 : exitCodeOf(verdicts, failOn);
  const policy = { profiles, waivers, owners, policyFiles, failOn };
  return { ...policy, run, audited, results, problems, exitCode };
}
