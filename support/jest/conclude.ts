import { join, relative, resolve } from 'node:path';
import { classOf, exitCodeOf } from '../control';
import {
  type AuditResult,
  type ControlResult,
  junit,
  summary,
  writePrivateFile,
} from '../evidence';
import type { User } from '../report';
import type { Plan, PlannedControl } from './plan';
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
  run: Pick<Run, 'audited'> & { readonly plan: Omit<Plan, 'plainTests'> },
  results: readonly ControlResult[],
  problems: readonly string[],
  output: NodeJS.WriteStream,
): AuditResult {
  const { settings, profiles, waivers, controls } = run.plan;
  const verdicts = results.flatMap((result) => result.verdicts);
  const result: AuditResult = {
    audited: run.audited && {
      report: run.audited.report,
      origin: run.audited.snapshot.origin,
      callerArn: run.audited.snapshot.caller?.arn,
      notes: run.audited.snapshot.notes,
      readAt: run.audited.readAt,
    },
    profiles,
    waivers,
    classLimits: controls.flatMap(classLimits),
    emptyClasses: run.audited ? emptyClasses(controls, run.audited.report.users) : [],
    results,
    problems,
    failOn: settings.failOn,
    exitCode: problems.length > 0 ? 2 : exitCodeOf(verdicts, settings.failOn),
  };
  const path = junitPath(settings);
  writePrivateFile(path, junit(result));
  const evidence = [relative(process.cwd(), path)];
  output.write(summary(result, { colors: wantsColors(output), evidence }));
  return result;
}

/** Where JUnit goes: where CI looks. */
export function junitPath({ reportsDir }: Pick<Plan['settings'], 'reportsDir'>): string {
  return join(resolve(reportsDir), 'junit.xml');
}

function classLimits({ profile, id, inputs, scope }: PlannedControl): readonly string[] {
  return scope.classes.flatMap(({ name, inputs: own, loosens }) => {
    if (!own || !scope.everybody) return [];
    const changed = Object.entries(own).filter(([input, value]) => inputs[input] !== value);
    const limits = changed.map(([input, value]) => `${input} ${value}, else ${inputs[input]}`);
    const why = loosens === undefined ? '' : `: ${loosens}`;
    return limits.map((limit) => `${name} of ${profile}, ${id}: ${limit}${why}`);
  });
}

function emptyClasses(controls: Plan['controls'], users: readonly User[]): readonly string[] {
  const empty = controls.flatMap(({ profile, scope: { classes } }) =>
    classes
      .filter((each) => !users.some((user) => classOf(user, classes) === each))
      .map(({ name }) => `class ${name} of profile ${profile}`),
  );
  return [...new Set(empty)];
}

// https://no-color.org: any value but the empty one.
function wantsColors(output: NodeJS.WriteStream): boolean {
  return output.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
