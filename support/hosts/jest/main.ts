import { buildArgv, runCLI } from 'jest';
import packageJson from '../../../package.json';
import type { ExitCode } from '../../control';
import { type Selected, uncheckable } from '../../judge';
import { inWords } from '../../report';
import {
  asGiven,
  checkKey,
  type GivenSettings,
  PlanError,
  POLICY_DIR,
  readSettings,
  type Settings,
} from '../../run';
import { allowDisplay, guardOutput, messageOf, warn } from '../output';
import { outliveReaders } from './broken-pipe';
import { conclude, NOTHING_CHECKED } from './conclude';
import { jestConfig, NO_ARGUMENTS, REPORTER } from './config';
import { forgetLast } from './reports-directory';
import { type AuditRun, currentRun, useSettings } from './run';
import { endOnSignals } from './signals';

let run: AuditRun | undefined;
let outcome: number | undefined;

/** `npm test`: audits through Jest, whose arguments `args` are, and settles the exit code. Once in a process. */
export async function auditByJest(args: readonly string[], given: GivenSettings): Promise<void> {
  const informs = args.some((arg) => INFORMATIVE.includes(arg));
  // A control that ends the process must not leave a 0, nor a killed run the evidence of an earlier one.
  process.on('exit', () => {
    outcome ??= run?.exitCode ?? (informs ? 0 : undefined);
    const problem = 'the process was ended before anything was checked.';
    outcome ??= refuse(new PlanError([...(run?.uncaught ?? []), problem], []), given);
    process.exitCode = outcome;
  });
  endOnSignals((exitCode, signal) => {
    outcome = exitCode;
    if (informs || run?.exitCode !== undefined) return;
    const problem = `the run was ended by ${signal}.`;
    if (run) couldNotCheck(run.plan.controls, problem, withoutBundle(run));
    else refuse(new PlanError([problem], []), given);
  });
  guardOutput();
  outliveReaders();
  try {
    outcome = await audit(args, given, informs);
  } catch (error) {
    outcome = 2;
    warn(inWords(error, packageJson.version));
  }
}

async function audit(
  args: readonly string[],
  given: GivenSettings,
  informs: boolean,
): Promise<ExitCode> {
  useSettings(given);
  try {
    run = currentRun();
  } catch (error) {
    if (error instanceof PlanError) return refuse(error, given);
    warn(inWords(error, packageJson.version));
    return refuse(new PlanError([String(error)], []), given);
  }
  run.settlesExit = true;
  const inTheWay = informs ? [] : forgetLast(run.plan.settings);
  if (inTheWay.length > 0) return couldNotCheck(run.plan.controls, inTheWay.join('\n'), run);
  try {
    const argv = args.length === 0 ? { ...NO_ARGUMENTS } : await buildArgv([...args]);
    run.narrowed = Boolean(argv.selectProjects || argv.ignoreProjects);
    if (argv.watch || argv.watchAll || argv.reporters) allowDisplay();
    argv.runInBand = true;
    // An audit neither writes nor removes a snapshot.
    argv.ci = true;
    argv.updateSnapshot = false;
    if (argv.reporters) argv.reporters = [...argv.reporters, REPORTER];
    await runCLI({ ...argv, config: JSON.stringify(jestConfig(run.plan)) }, [POLICY_DIR]);
    if (argv.listTests) return 0;
  } catch (error) {
    return couldNotCheck(run.plan.controls, run.failure ?? messageOf(error), run);
  }
  return run.exitCode ?? couldNotCheck(run.plan.controls, NOTHING_CHECKED, run);
}

// A wrong setting or profile: everything selected is in error, and nothing has run.
function refuse(error: PlanError, given: GivenSettings): ExitCode {
  const { profiles } = error;
  const plan = {
    profiles,
    settings: settingsOrDefaults(given),
    waivers: [],
    owners: [],
    policyFiles: [],
  };
  const selected =
    error.selected.length > 0 ? error.selected : [{ profile: 'iamspec', id: 'configuration' }];
  return couldNotCheck(selected, error.message, { plan });
}

// Where something is wrong, only what says how to write the evidence of it.
function settingsOrDefaults({ settings: given, problems }: GivenSettings): Settings {
  const { reportsDir, evidence, sign } = given;
  const settings =
    problems.length === 0 ? given : { ...readSettings({}), reportsDir, evidence, sign };
  try {
    checkKey(sign);
    return settings;
  } catch {
    return { ...settings, sign: undefined };
  }
}

// CI leaves little time between its signals.
function withoutBundle({ plan, ...others }: AuditRun): AuditRun {
  return { ...others, plan: { ...plan, settings: { ...plan.settings, evidence: 'junit' } } };
}

function couldNotCheck(
  selected: readonly Selected[],
  problem: string,
  run: Parameters<typeof conclude>[0],
): ExitCode {
  const told = asGiven(problem);
  return conclude(run, uncheckable(selected, told, Date.now()), [told], process.stderr).exitCode;
}

const INFORMATIVE = '--help -h --version -v --listTests --showConfig --clearCache'.split(' ');
