import { type AssertionResult, createEmptyTestResult, type TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import StockRunner, {
  CallbackTestRunner,
  type OnTestFailure,
  type OnTestStart,
  type OnTestSuccess,
  type Test,
  type TestRunnerOptions,
  type TestWatcher,
} from 'jest-runner';
import type { Verdict } from '../../control';
import { verdictsOf } from '../../judge';
import { asTest, visible } from '../../result';
import { currentRun } from './run';

/** Jest's results of what `evaluate` says, without a sandbox. Other files, and watch mode, get the stock runner. */
// biome-ignore lint/style/noDefaultExport: Jest takes a runner from it
export default class AuditRunner extends CallbackTestRunner {
  override async runTests(
    tests: Test[],
    watcher: TestWatcher,
    onStart: OnTestStart,
    onResult: OnTestSuccess,
    onFailure: OnTestFailure,
    options: TestRunnerOptions,
  ): Promise<void> {
    const plain: Test[] = [];
    for (const test of tests) {
      if (watcher.isInterrupted()) return;
      const result = controlResult(test, this._globalConfig);
      if (!result) {
        plain.push(test);
        continue;
      }
      await onStart(test);
      await onResult(test, result);
    }
    if (plain.length === 0) return;
    const stock = new StockRunner(this._globalConfig, this._context);
    stock.on('test-file-start', ([test]) => onStart(test));
    stock.on('test-file-success', ([test, result]) => onResult(test, result));
    stock.on('test-file-failure', ([test, error]) => onFailure(test, error));
    await stock.runTests(plain, watcher, { ...options, serial: true });
  }
}

function controlResult(test: Test, config: Config.GlobalConfig): TestResult | undefined {
  const { plan, audited } = currentRun();
  const { displayName } = test.context.config;
  const planned = plan.controls.find(
    ({ profile, file }) => profile === displayName?.name && file === test.path,
  );
  if (!planned?.control || !audited || config.watch || config.watchAll) return undefined;
  const start = Date.now();
  const names = config.testNamePattern ? new RegExp(config.testNamePattern, 'i') : undefined;
  const ancestors = [planned.id];
  const results = verdictsOf(planned, audited.report, plan).map((verdict) =>
    assertion(ancestors, verdict, names),
  );
  const others = (config.reporters?.length ?? 0) > 1 || config.json;
  const shown = displayName === undefined ? {} : { displayName };
  return { ...summed(results, start, others), ...shown, testFilePath: test.path };
}

const NONE: never[] = [];

function assertion(
  ancestors: string[],
  verdict: Verdict,
  names: RegExp | undefined,
): AssertionResult {
  const fullName = `${ancestors[0]} ${verdict.subject}`;
  const { title, status, failureMessages } = asTest(verdict, visible);
  const isLeftOut = names !== undefined && !names.test(fullName);
  // A spread of the test makes a run of 75,000 verdicts take a quarter more time and 100 MB more.
  return {
    ancestorTitles: ancestors,
    title,
    fullName,
    status: isLeftOut ? 'pending' : status,
    duration: isLeftOut || status === 'pending' ? null : 0,
    failureDetails: NONE,
    failureMessages: isLeftOut ? NONE : failureMessages,
    invocations: 1,
    location: null,
    numPassingAsserts: 0,
    retryReasons: NONE,
  };
}

function summed(results: AssertionResult[], start: number, withText: boolean): TestResult {
  const empty = createEmptyTestResult();
  const end = Date.now();
  const failed = results.filter(({ status }) => status === 'failed');
  const passing = results.filter(({ status }) => status === 'passed').length;
  const text = withText ? failed.map(failureBlock).join('\n') : 'See reports/junit.xml.';
  return {
    ...empty,
    failureMessage: failed.length > 0 ? text : null,
    numFailingTests: failed.length,
    numPassingTests: passing,
    numPendingTests: results.length - failed.length - passing,
    perfStats: { ...empty.perfStats, start, end, runtime: end - start },
    testResults: results,
  };
}

function failureBlock({ ancestorTitles, title, failureMessages }: AssertionResult): string {
  return `  ● ${ancestorTitles.join(' › ')} › ${title}\n\n    ${failureMessages.join('\n    ')}\n`;
}
