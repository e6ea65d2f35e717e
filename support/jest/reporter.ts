import type { AggregatedResult, Reporter } from '@jest/reporters';
import type { Config } from '@jest/types';
import { conclude } from './conclude';
import { controlResults } from './results';
import { currentRun } from './run';

/** Jest's reporter for audits: writes JUnit and the summary, and settles the exit code. */
export class AuditReporter implements Pick<Reporter, 'onRunComplete' | 'getLastError'> {
  private readonly globalConfig: Config.GlobalConfig;
  private lastError: Error | undefined;

  constructor(globalConfig: Config.GlobalConfig) {
    this.globalConfig = globalConfig;
  }

  onRunComplete(_contexts: unknown, { testResults, wasInterrupted }: AggregatedResult): void {
    const run = currentRun();
    if (!run.audited) return;
    const filtered = run.narrowed === true || isFiltered(this.globalConfig);
    const results = controlResults(run.plan, run.audited.report, testResults, filtered);
    const problems = wasInterrupted ? ['the run was interrupted.'] : [];
    // `--json` claims standard output for itself.
    const output = this.globalConfig.json ? process.stderr : process.stdout;
    const { exitCode } = conclude(run, results, problems, output);
    run.exitCode = exitCode;
    if (exitCode === 2) this.lastError = new Error('Some controls could not be checked.');
  }

  /** Makes Jest itself fail where something could not be checked, whoever started it. */
  getLastError(): Error | undefined {
    return this.lastError;
  }
}

function isFiltered(config: Config.GlobalConfig): boolean {
  return (
    config.testPathPatterns.isSet() ||
    Boolean(config.testNamePattern) ||
    Boolean(config.shard) ||
    config.onlyChanged ||
    config.onlyFailures
  );
}

// biome-ignore lint/style/noDefaultExport: Jest takes a reporter from it
export default AuditReporter;
