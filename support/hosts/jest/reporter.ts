import { resolve } from 'node:path';
import type { AggregatedResult, Reporter } from '@jest/reporters';
import type { Config } from '@jest/types';
import { latestOf } from '../../bundle';
import { sumUp } from '../../result';
import { newRun } from '../../run';
import { warn } from '../output';
import { conclude, NOTHING_CHECKED } from './conclude';
import { PLAIN_PROJECT, TEST_RUNNER } from './config';
import { controlResults, type Filter } from './results';
import { type AuditRun, currentRun } from './run';
import { settle } from './uncaught';

type Contexts = Parameters<NonNullable<Reporter['onRunComplete']>>[0];

/** Writes JUnit and the summary of an audit, and settles the exit code. */
// biome-ignore lint/style/noDefaultExport: Jest takes a reporter from it
export default class AuditReporter implements Pick<Reporter, 'onRunComplete' | 'getLastError'> {
  private readonly globalConfig: Config.GlobalConfig;
  private lastError: Error | undefined;

  constructor(globalConfig: Config.GlobalConfig) {
    this.globalConfig = globalConfig;
  }

  async onRunComplete(contexts: Contexts, aggregated: AggregatedResult): Promise<void> {
    const run = currentRun();
    if (!run.audited && this.isForOthers(contexts, aggregated, run)) {
      return warn('iamspec: none of its controls was run.');
    }
    if (!run.audited) {
      this.lastError = new Error('Nothing was checked: no control or test matches the arguments.');
      return;
    }
    const { numFailedTests } = aggregated;
    const { bail, json } = this.globalConfig;
    const bailed = bail > 0 && numFailedTests >= bail;
    run.narrowed ||= planned(run).some((name) => !projectsOf(contexts).has(name));
    const { results, problems } = this.resultsOf(run, run.audited, aggregated, bailed);
    problems.push(...replaced(contexts));
    await settle();
    // `--json` claims standard output for itself.
    const output = json ? process.stderr : process.stdout;
    const formerLatest = latestOf(resolve(run.plan.settings.reportsDir));
    const earlier = await run.search;
    run.amend = () => {
      const told = [...problems, ...(run.uncaught ?? [])];
      if (run.onResult) {
        const { plan, identity = newRun(plan.settings), audited } = run;
        return run.onResult(sumUp(plan, identity, { audited, results, problems: told }));
      }
      const { exitCode } = conclude({ ...run, formerLatest, earlier }, results, told, output);
      // What `--bail` left out is no pass.
      run.exitCode = bailed && exitCode === 0 ? 1 : exitCode;
      if (run.exitCode === 2 && !run.settlesExit) warn(ONLY_EXEC);
    };
    run.amend();
    if (run.exitCode === 2) this.lastError = new Error('Some controls could not be checked.');
    // Jest is about to end the process with a code of its own.
    if (bailed) process.exit(run.exitCode);
  }

  // In a configuration that has other tests too, some of those were asked for, and none of iamspec's.
  private isForOthers(contexts: Contexts, { numTotalTestSuites }: AggregatedResult, run: AuditRun) {
    const { testPathPatterns, onlyChanged, onlyFailures, shard } = this.globalConfig;
    const projects = projectsOf(contexts);
    const isChosen = testPathPatterns.isSet() || onlyChanged || onlyFailures || shard !== undefined;
    const isLeftOut = !planned(run).some((name) => projects.has(name));
    return numTotalTestSuites > 0 && (isChosen || isLeftOut);
  }

  private resultsOf(
    { plan, narrowed }: AuditRun,
    { report }: NonNullable<AuditRun['audited']>,
    { testResults, wasInterrupted, runExecError }: AggregatedResult,
    bailed: boolean,
  ) {
    const problems = [
      ...(wasInterrupted ? ['the run was interrupted.'] : []),
      ...(runExecError ? [`Jest crashed: ${runExecError.message}`] : []),
    ];
    const results = controlResults(plan, report, testResults, this.filter(narrowed, bailed));
    if (results.some(({ verdicts }) => verdicts.length > 0)) return { results, problems };
    problems.push(NOTHING_CHECKED);
    return { results: controlResults(plan, report, [], undefined), problems };
  }

  private filter(narrowed: boolean | undefined, bailed: boolean): Filter | undefined {
    const { testPathPatterns, testNamePattern, shard, onlyChanged, onlyFailures } =
      this.globalConfig;
    const files = narrowed || bailed || testPathPatterns.isSet() || onlyChanged || onlyFailures;
    if (!files && !testNamePattern && !shard) return undefined;
    return { names: new RegExp(testNamePattern ?? '', 'i'), bailed };
  }

  /** Makes Jest itself fail where something could not be checked. */
  getLastError(): Error | undefined {
    return this.lastError;
  }
}

const ONLY_EXEC =
  'jest ends with 1 here, as for a broken policy: only npx iamspec exec ends with 2.';

function projectsOf(contexts: Contexts): ReadonlySet<string | undefined> {
  return new Set([...contexts].map(({ config }) => config.displayName?.name));
}

function planned({ plan }: AuditRun): readonly string[] {
  return [
    ...plan.profiles.map(({ name }) => name),
    ...(plan.plainTests.length > 0 ? [PLAIN_PROJECT] : []),
  ];
}

// No other runner may take the place of the one that proves plain tests.
function replaced(contexts: Contexts): readonly string[] {
  const isOther = [...contexts].some(
    ({ config }) => config.displayName?.name === PLAIN_PROJECT && config.testRunner !== TEST_RUNNER,
  );
  return isOther ? ['plain tests are proved by their own --testRunner. Leave that flag out.'] : [];
}
