import type { Selection } from '../control';
import type { CredentialReport } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type Policy,
  type RunIdentity,
  sumUp,
} from '../result';
import { identityOf, notReviewed, uncheckable } from './control-result';
import type { JudgePlan } from './plan';
import { type Loaded, prove } from './prove';
import { verdictsOf } from './verdicts';

/** The run that an account is judged in. */
export interface JudgeRun {
  readonly identity: RunIdentity;
  /** The account that was asked for; undefined = whichever the report is of. */
  readonly account?: string | undefined;
  /** The host's clock in milliseconds: the evidence tells when each control ran, and for how long. */
  readonly now: () => number;
}

/**
 * Judges what was read of an account: for every host the same. Under Jest, which may run a part of it
 * and plain tests besides, the runner asks `verdictsOf` and the reporter `sumUp`.
 *
 * @throws ReportError where the report is not whole, too old, or of another account
 */
export function audit(plan: JudgePlan, loaded: Loaded, run: JudgeRun): AuditResult {
  const { maxReportAge } = plan.settings;
  const audited = prove(loaded, { maxReportAge, account: run.account });
  const judged = plan.controls.map((planned) =>
    judgeControl(planned, audited.report, plan, run.now),
  );
  const results = [...judged, ...plan.plainNames.map(notReviewed)];
  return sumUp(plan, run.identity, { audited, results, problems: [] });
}

/** Judges all subjects of one control of a plan. */
export function judgeControl(
  planned: Selection,
  report: CredentialReport,
  plan: Pick<Policy, 'waivers'>,
  now: JudgeRun['now'],
): ControlResult {
  const start = now();
  const verdicts = verdictsOf(planned, report, plan);
  return { ...identityOf(planned), verdicts, notRun: 0, start, milliseconds: now() - start };
}

/** The result of an account of which no report could be had: an error for each control. */
export function notAudited(
  plan: Policy & Pick<JudgePlan, 'controls'>,
  error: unknown,
  { identity, now }: JudgeRun,
): AuditResult {
  const problem = error instanceof Error ? error.message : String(error);
  const results = uncheckable(plan.controls, problem, now());
  return sumUp(plan, identity, { audited: undefined, results, problems: [problem] });
}
