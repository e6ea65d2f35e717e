import { buildArgv, runCLI } from 'jest';
import { broken, type ExitCode } from '../control';
import type { ControlResult } from '../evidence';
import { readSettings, type Settings } from '../settings';
import { conclude } from './conclude';
import { jestConfig, REPORTER } from './config';
import { PlanError, ROOT_DIR } from './plan';
import { currentRun, type Run } from './run';

/**
 * `npm test`: audits an account through Jest and settles the exit code, which Jest alone cannot:
 * 0 policy held, 1 policy broken, 2 could not check. Arguments are Jest's own.
 */
async function main(args: readonly string[]): Promise<ExitCode> {
  // The evidence holds user names: nothing that this process writes is for others to read.
  process.umask(0o077);
  let run: Run;
  try {
    run = currentRun();
  } catch (error) {
    return refuse(error instanceof PlanError ? error : new PlanError([String(error)], []));
  }
  try {
    const argv = await buildArgv([...args]);
    run.narrowed = Boolean(argv.selectProjects || argv.ignoreProjects);
    if (argv.reporters) argv.reporters = [...argv.reporters, REPORTER];
    await runCLI({ ...argv, config: JSON.stringify(jestConfig(run.plan)) }, [ROOT_DIR]);
    if (argv.listTests) return 0;
  } catch (error) {
    const problem = run.failure ?? (error instanceof Error ? error.message : String(error));
    return couldNotCheck(run.plan.controls, problem, run);
  }
  return (
    run.exitCode ??
    couldNotCheck(
      run.plan.controls,
      'nothing was checked: no control or test matches the arguments of npm test.',
      run,
    )
  );
}

/** A wrong setting or profile: everything selected is in error, and nothing has run. */
function refuse(error: PlanError): ExitCode {
  const profiles = [...new Set(error.selected.map(({ profile }) => profile))];
  const plan = { profiles, settings: settingsOrDefaults(), controls: [], waivers: [] };
  const selected =
    error.selected.length > 0 ? error.selected : [{ profile: 'iamspec', id: 'configuration' }];
  return couldNotCheck(selected, error.message, { plan });
}

function settingsOrDefaults(): Settings {
  try {
    return readSettings(process.env);
  } catch {
    const { IAMSPEC_REPORTS_DIR } = process.env;
    return readSettings(IAMSPEC_REPORTS_DIR ? { IAMSPEC_REPORTS_DIR } : {});
  }
}

function couldNotCheck(
  selected: readonly { readonly profile: string; readonly id: string }[],
  problem: string,
  run: Parameters<typeof conclude>[0],
): ExitCode {
  const start = Date.now();
  const results: ControlResult[] = selected.map(({ profile, id }) => ({
    profile,
    id,
    severity: undefined,
    inputs: {},
    verdicts: [broken({ id, severity: 'critical' }, 'credential report', undefined, problem)],
    notRun: 0,
    start,
    milliseconds: 0,
  }));
  return conclude(run, results, [problem], process.stderr).exitCode;
}

process.exitCode = 2;
main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  },
);
