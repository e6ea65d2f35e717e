import { join } from 'node:path';
import type { ExitCode } from '../../control';
import type { AuditedReport, AuditResult, RunIdentity } from '../../result';
import { type GivenSettings, makePlan, newRun, type Plan, ROOT_DIR, takeSettings } from '../../run';

/**
 * The audit that this process runs. Jest loads configuration, global setup and reporter itself, all
 * in its parent process, and lets them share nothing but module state: this.
 */
export interface AuditRun {
  plan: Plan;
  identity?: RunIdentity;
  /** Set by global setup: the report, proved whole. */
  audited?: AuditedReport;
  /** True where the caller chose among the projects (`--selectProjects`). */
  narrowed?: boolean;
  /** Where `latest` pointed before the evidence of this run was written. */
  formerLatest?: string | undefined;
  /** Why global setup failed. */
  failure?: string;
  /** Errors that nobody caught, a sentence each. */
  uncaught?: readonly string[];
  /** Set once the evidence is written. */
  exitCode?: ExitCode;
  /** Takes the result, in place of evidence and summary; again where something came later. */
  onResult?: (result: AuditResult) => void;
  /** Set once the evidence is written: writes it anew, with what came later. */
  amend?: () => void;
}

let run: AuditRun | undefined;
let given: GivenSettings | undefined;

/** Takes the settings of the run of this process, before it is planned. */
export function useSettings(settings: GivenSettings): void {
  given = settings;
}

/**
 * The run of this process, planned at the first call from the settings that a command gave, else from
 * the environment.
 *
 * @throws PlanError where a setting or a profile is wrong
 */
export function currentRun(): AuditRun {
  if (run) return run;
  const plan = planned();
  run = { plan, identity: newRun(plan.settings) };
  return run;
}

/** The run of this process, planned anew: in watch mode the files of controls and profiles change. */
export function freshRun(): AuditRun {
  const changing = [join(ROOT_DIR, 'controls'), join(ROOT_DIR, 'profiles')];
  for (const file of Object.keys(require.cache)) {
    if (changing.some((directory) => file.startsWith(directory))) delete require.cache[file];
  }
  const current = currentRun();
  current.plan = planned();
  current.identity = newRun(current.plan.settings);
  delete current.uncaught;
  delete current.amend;
  return current;
}

function planned(): Plan {
  return makePlan(given ?? takeSettings(process.env));
}
