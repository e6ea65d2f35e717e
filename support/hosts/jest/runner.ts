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
import { asTest, TEST_STATUS, visible } from '../../result';
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

/**
 * A verdict as Jest has a test. Most of it is asked for by other reporters alone, and there can be 100,000:
 * so it is told when it is asked for.
 */
class VerdictAssertion implements AssertionResult {
  readonly invocations = 1;

  constructor(
    readonly ancestorTitles: string[],
    private readonly verdict: Verdict,
    private readonly isLeftOut: boolean,
  ) {}

  get title(): string {
    return this.verdict.subject;
  }

  get fullName(): string {
    return `${this.ancestorTitles[0]} ${this.title}`;
  }

  get status(): AssertionResult['status'] {
    return this.isLeftOut ? 'pending' : TEST_STATUS[this.verdict.status];
  }

  get duration(): number | null {
    return this.status === 'pending' ? null : 0;
  }

  get failureMessages(): string[] {
    return this.isLeftOut ? NONE : asTest(this.verdict, visible).failureMessages;
  }

  get failureDetails(): never[] {
    return NONE;
  }

  get retryReasons(): never[] {
    return NONE;
  }

  get location(): null {
    return null;
  }

  get numPassingAsserts(): number {
    return 0;
  }

  /** For a reporter that writes all that it is told. */
  toJSON(): AssertionResult {
    const { ancestorTitles, title, fullName, status, duration, failureMessages } = this;
    const told = { ancestorTitles, title, fullName, status, duration, failureMessages };
    const none = { failureDetails: NONE, retryReasons: NONE, location: null };
    return { ...told, ...none, invocations: this.invocations, numPassingAsserts: 0 };
  }
}

function assertion(
  ancestors: string[],
  verdict: Verdict,
  names: RegExp | undefined,
): AssertionResult {
  const isLeftOut = names !== undefined && !names.test(`${ancestors[0]} ${verdict.subject}`);
  return new VerdictAssertion(ancestors, verdict, isLeftOut);
}

function summed(results: AssertionResult[], start: number, withText: boolean): TestResult {
  const empty = createEmptyTestResult();
  const end = Date.now();
  const failed = results.filter((result) => result.status === 'failed');
  const passing = results.filter((result) => result.status === 'passed').length;
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
