import { broken, evaluate, type Selection, type Verdict } from '../control';
import { type CredentialReport, messageOf } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type Policy,
  type RunIdentity,
  sumUp,
} from '../result';
import { identityOf, notReviewed, uncheckable } from './control-result';
import { type Loaded, prove } from './prove';

/** All that verdicts depend on but the account. */
export interface JudgePlan extends Policy {
  readonly settings: Policy['settings'] & {
    /** In milliseconds; live reports only. */
    readonly maxReportAge: number;
  };
  readonly controls: readonly Selection[];
  /** What the evidence calls the plain Jest files, which only Jest can run. */
  readonly plainNames: readonly string[];
}

/** Who judges, and when. */
interface JudgeRun {
  readonly identity: RunIdentity;
  /** The id of the account that is to be judged; without it, any will do. */
  readonly account?: string | undefined;
  /** The host's clock in milliseconds, for when each control ran. */
  readonly now: () => number;
}

/**
 * Judges a snapshot by a plan: all verdicts, and the exit code. It reads nothing. Throws ReportError where the
 * report is not whole, of another account than `run.account`, or live and older than the plan allows.
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

/** Judges all subjects of one control; `start` is by the host's clock. */
export function judgeControl(
  planned: Selection,
  report: CredentialReport,
  plan: Pick<Policy, 'waivers' | 'owners'>,
  now: JudgeRun['now'],
): ControlResult {
  const start = now();
  const verdicts = verdictsOf(planned, report, plan);
  return { ...identityOf(planned), verdicts, notRun: 0, start, milliseconds: now() - start };
}

/** An error for each control, where no report could be had. */
export function notAudited(
  plan: Policy & Pick<JudgePlan, 'controls'>,
  error: unknown,
  { identity, now }: JudgeRun,
): AuditResult {
  const problem = messageOf(error);
  const results = uncheckable(plan.controls, problem, now());
  return sumUp(plan, identity, { audited: undefined, results, problems: [problem] });
}

const known = new WeakMap<CredentialReport, Map<Selection, readonly Verdict[]>>();

/** Evaluated once for each report, since runner and reporter both ask. */
export function verdictsOf(
  planned: Selection,
  report: CredentialReport,
  { waivers, owners }: Pick<Policy, 'waivers' | 'owners'>,
): readonly Verdict[] {
  const ofReport = known.get(report) ?? new Map<Selection, readonly Verdict[]>();
  known.set(report, ofReport);
  const verdicts = ofReport.get(planned) ?? judge({ ...planned, owners }, report, waivers);
  ofReport.set(planned, verdicts);
  return verdicts;
}

function judge(
  planned: Selection & Pick<Policy, 'owners'>,
  report: CredentialReport,
  waivers: Policy['waivers'],
): readonly Verdict[] {
  const { id, control, problem } = planned;
  if (control) return evaluate(control, planned, report, waivers);
  const why = problem ?? 'it declares no control';
  return [broken({ id, severity: 'critical' }, 'control file', undefined, why)];
}
