import { join } from 'node:path';
import type { ExitCode } from '../control';
import type { CredentialReport } from '../report';
import type { Loaded } from './load-snapshot';
import { makePlan, type Plan, ROOT_DIR } from './plan';

/**
 * The audit that this process runs. Jest loads configuration, global setup and reporter itself, all
 * in its parent process, and lets them share nothing but module state: this.
 */
export interface Run {
  plan: Plan;
  /** Set by global setup: the report, proved whole. */
  audited?: Loaded & { readonly report: CredentialReport };
  /** True where the caller chose among the projects (`--selectProjects`). */
  narrowed?: boolean;
  /** Why global setup failed. */
  failure?: string;
  /** Set once the evidence is written. */
  exitCode?: ExitCode;
}

let run: Run | undefined;

/**
 * The run of this process, planned from its environment at the first call.
 *
 * @throws PlanError where a setting or a profile is wrong
 */
export function currentRun(): Run {
  run ??= { plan: makePlan(process.env) };
  return run;
}

/** The run of this process, planned anew: in watch mode the files of controls and profiles change. */
export function freshRun(): Run {
  const changing = [join(ROOT_DIR, 'controls'), join(ROOT_DIR, 'profiles')];
  for (const file of Object.keys(require.cache)) {
    if (changing.some((directory) => file.startsWith(directory))) delete require.cache[file];
  }
  const current = currentRun();
  current.plan = makePlan(process.env);
  return current;
}
