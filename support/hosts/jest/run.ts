import { join } from 'node:path';
import type { FoundRun, Predecessor } from '../../bundle';
import type { ExitCode } from '../../control';
import type { AuditedReport, AuditResult, RunIdentity } from '../../result';
import {
  type GivenSettings,
  makePlan,
  newRun,
  type Plan,
  POLICY_DIR,
  takeSettings,
} from '../../run';

/** The audit of this process. Jest loads global setup and reporter itself: they share only module state. */
export interface AuditRun {
  plan: Plan;
  identity?: RunIdentity;
  audited?: AuditedReport;
  /** True where the caller chose among the projects (`--selectProjects`). */
  narrowed?: boolean;
  /** True where the exit code is that of the outcome contract: not where `jest` itself ends the process. */
  settlesExit?: boolean;
  /** Where `latest` pointed before the evidence of this run was written. */
  formerLatest?: string | undefined;
  /** The run to compare this one with, which is looked for while it is judged. */
  search?: Promise<FoundRun> | undefined;
  /** The run before it, where somebody named one. */
  predecessor?: Predecessor | undefined;
  failure?: string;
  uncaught?: readonly string[];
  exitCode?: ExitCode;
  /** Takes each result, in place of evidence and summary. */
  onResult?: (result: AuditResult) => void;
  /** Writes the evidence anew, with what came later. */
  amend?: () => void;
}

let run: AuditRun | undefined;
let given: GivenSettings | undefined;

/** Takes the settings of the run of this process, before it is planned. */
export function useSettings(settings: GivenSettings): void {
  given = settings;
}

/** The run, planned at the first call from the given settings, else the environment. @throws PlanError */
export function currentRun(): AuditRun {
  if (run) return run;
  const plan = planned();
  run = { plan, identity: newRun(plan.settings) };
  return run;
}

/** The run, planned anew: in watch mode the files of controls and profiles change. */
export function freshRun(): AuditRun {
  const changing = ['controls', 'profiles'].map((name) => join(POLICY_DIR, name));
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
