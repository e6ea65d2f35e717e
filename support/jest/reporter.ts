import type { AggregatedResult, Reporter } from '@jest/reporters';
import type { Config } from '@jest/types';
import { conclude } from './conclude';
import { controlResults, type Filter } from './results';
import { currentRun } from './run';

/** Jest's reporter for audits: writes JUnit and the summary, and settles the exit code. */
export class AuditReporter implements Pick<Reporter, 'onRunComplete' | 'getLastError'> {
  private readonly globalConfig: Config.GlobalConfig;
  private lastError: Error | undefined;

  constructor(globalConfig: Config.GlobalConfig) {
    this.globalConfig = globalConfig;
  }

  onRunComplete(_contexts: unknown, aggregated: AggregatedResult): void {
    const run = currentRun();
    if (!run.audited) {
      this.lastError = new Error('Nothing was checked: no control or test matches the arguments.');
      return;
    }
    const { testResults, wasInterrupted, runExecError, numFailedTests } = aggregated;
    const { bail, json } = this.globalConfig;
    const bailed = bail > 0 && numFailedTests >= bail;
    const { report } = run.audited;
    const problems = [
      ...(wasInterrupted ? ['the run was interrupted.'] : []),
      ...(runExecError ? [`Jest crashed: ${runExecError.message}`] : []),
    ];
    const filter = this.filter(run.narrowed === true || bailed);
    let results = controlResults(run.plan, report, testResults, filter);
    if (results.every(({ verdicts }) => verdicts.length === 0)) {
      problems.push('nothing was checked: no control or test matches the arguments of npm test.');
      results = controlResults(run.plan, report, [], undefined);
    }
    // `--json` claims standard output for itself.
    const output = json ? process.stderr : process.stdout;
    const { exitCode } = conclude(run, results, problems, output);
    // What `--bail` left out is no pass.
    run.exitCode = bailed && exitCode === 0 ? 1 : exitCode;
    if (exitCode === 2) this.lastError = new Error('Some controls could not be checked.');
    // Jest is about to end the process with a code of its own.
    if (bailed) process.exit(run.exitCode);
  }

  private filter(narrowed: boolean): Filter | undefined {
    const { testPathPatterns, testNamePattern, shard, onlyChanged, onlyFailures } =
      this.globalConfig;
    const files = narrowed || testPathPatterns.isSet() || onlyChanged || onlyFailures;
    if (!files && !testNamePattern && !shard) return undefined;
    return { names: new RegExp(testNamePattern ?? '', 'i') };
  }

  /** Makes Jest itself fail where something could not be checked, whoever started it. */
  getLastError(): Error | undefined {
    return this.lastError;
  }
}

// biome-ignore lint/style/noDefaultExport: Jest takes a reporter from it
export default AuditReporter;
