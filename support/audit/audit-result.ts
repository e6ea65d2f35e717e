import { broken, EVERYBODY, exitCodeOf } from '../control';
import type { AuditedReport, AuditResult, ControlResult, RunIdentity } from '../evidence';
import { withoutDoubles } from '../evidence/evidence-results';
import type { Plan } from './plan';

/** What the evidence needs to know of a plan. */
export type Planned = Pick<Plan, 'profiles' | 'waivers' | 'policyFiles'> &
  Pick<Plan['settings'], 'failOn'>;

/**
 * Sums up a run.
 *
 * @param audited undefined where no report could be had
 * @param given what was checked, or an error for each control where nothing could be
 * @param problems why the run as a whole could not check
 */
export function sumUp(
  run: RunIdentity,
  policy: Planned,
  audited: AuditedReport | undefined,
  given: readonly ControlResult[],
  problems: readonly string[],
): AuditResult {
  const results = given.map(withoutDoubles);
  const verdicts = results.flatMap((result) => result.verdicts);
  const exitCode = problems.length > 0 ? 2 : exitCodeOf(verdicts, policy.failOn);
  return { ...policy, run, audited, results, problems, exitCode };
}

/** An error for each selected control, where nothing could be checked. */
export function uncheckable(
  selected: readonly { readonly profile: string; readonly id: string }[],
  problem: string,
): readonly ControlResult[] {
  const start = Date.now();
  return selected.map(({ profile, id }) => ({
    profile,
    id,
    severity: undefined,
    about: undefined,
    inputs: {},
    scope: EVERYBODY,
    requirements: [],
    verdicts: [broken({ id, severity: 'critical' }, 'credential report', undefined, problem)],
    notRun: 0,
    start,
    milliseconds: 0,
  }));
}
