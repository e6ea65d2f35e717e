import { join, relative, resolve } from 'node:path';
import { newRun, type Planned, sumUp } from '../audit';
import {
  type AuditResult,
  type ControlResult,
  junit,
  summary,
  writePrivateFile,
} from '../evidence';
import type { Run } from './run';

/**
 * Ends a run: sums it up, writes the evidence and shows the summary.
 *
 * @param results what was checked, or an error for each control where nothing could be
 * @param problems why the run as a whole could not check
 * @param output where the summary goes
 * @returns the result, with the exit code
 */
export function conclude(
  { plan, audited, identity = newRun(plan.settings) }: Concluded,
  results: readonly ControlResult[],
  problems: readonly string[],
  output: NodeJS.WriteStream,
): AuditResult {
  const result = sumUp(identity, plan, audited, results, problems);
  const path = junitPath(plan.settings);
  writePrivateFile(path, junit(result));
  const evidence = [relative(process.cwd(), path)];
  output.write(summary(result, { colors: wantsColors(output), evidence }));
  return result;
}

/** What is known of a run at its end. */
type Concluded = Pick<Run, 'audited' | 'identity'> & { readonly plan: Planned };

/** Where JUnit goes: where CI looks. */
export function junitPath({ reportsDir }: Pick<Planned['settings'], 'reportsDir'>): string {
  return join(resolve(reportsDir), 'junit.xml');
}

// https://no-color.org: any value but the empty one.
function wantsColors(output: NodeJS.WriteStream): boolean {
  return output.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
