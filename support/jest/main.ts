import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildArgv, runCLI } from 'jest';
import { PlanError, ROOT_DIR, uncheckable } from '../audit';
import type { ExitCode } from '../control';
import { readSettings, type Settings } from '../settings';
import { conclude, junitPath } from './conclude';
import { jestConfig, REPORTER } from './config';
import { currentRun, type Run } from './run';

let run: Run | undefined;

/**
 * `npm test`: audits an account through Jest and settles the exit code, which Jest alone cannot:
 * 0 policy held, 1 policy broken, 2 could not check. Arguments are Jest's own.
 */
async function main(args: readonly string[]): Promise<ExitCode> {
  // The evidence holds user names: nothing that this process writes is for others to read.
  process.umask(0o077);
  try {
    run = currentRun();
  } catch (error) {
    return refuse(error instanceof PlanError ? error : new PlanError([String(error)], []));
  }
  // A run that is killed must not leave the evidence of an earlier one for its own.
  if (!informs) forgetLatest(run.plan.settings);
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
  const { profiles } = error;
  const plan = { profiles, settings: settingsOrDefaults(), waivers: [] };
  const selected =
    error.selected.length > 0 ? error.selected : [{ profile: 'iamspec', id: 'configuration' }];
  return couldNotCheck(selected, error.message, { plan });
}

function forgetLatest(settings: Settings): void {
  rmSync(junitPath(settings), { force: true });
  rmSync(join(settings.reportsDir, 'latest'), { force: true });
}

function settingsOrDefaults(): Settings {
  try {
    return readSettings(process.env);
  } catch {
    const { IAMSPEC_REPORTS_DIR, IAMSPEC_EVIDENCE } = process.env;
    const evidence = IAMSPEC_EVIDENCE === 'junit' ? { IAMSPEC_EVIDENCE } : {};
    return readSettings({ ...evidence, ...(IAMSPEC_REPORTS_DIR ? { IAMSPEC_REPORTS_DIR } : {}) });
  }
}

function couldNotCheck(
  selected: readonly { readonly profile: string; readonly id: string }[],
  problem: string,
  run: Parameters<typeof conclude>[0],
): ExitCode {
  const results = uncheckable(selected, problem);
  return conclude(run, results, [problem], process.stderr).exitCode;
}

// What only informs checks nothing, and need not.
const INFORMATIVE = [
  '--help',
  '-h',
  '--version',
  '-v',
  '--listTests',
  '--showConfig',
  '--clearCache',
];
const args = process.argv.slice(2);
const informs = args.some((arg) => INFORMATIVE.includes(arg));
let outcome: ExitCode | undefined;

// A control that ends the process, or Jest itself, must not end it with a 0 of its own, nor leave
// the evidence of an earlier run behind.
process.on('exit', () => {
  outcome ??= run?.exitCode ?? (informs ? 0 : undefined);
  outcome ??= refuse(new PlanError(['the process was ended before anything was checked.'], []));
  process.exitCode = outcome;
});
main(args).then(
  (exitCode) => {
    outcome = exitCode;
  },
  (error: unknown) => {
    outcome = 2;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  },
);
