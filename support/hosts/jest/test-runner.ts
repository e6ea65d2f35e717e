import { AsyncLocalStorage } from 'node:async_hooks';
import { stripVTControlCharacters } from 'node:util';
import type { TestResult } from '@jest/test-result';
import type { Circus, Config } from '@jest/types';
import { COULD_NOT_CHECK, couldNotCheck } from './could-not-check';
import { dangling, type Ledger, newLedger, unproved, watched } from './expectations';
import { isHearing } from './uncaught';

type Globals = Readonly<Record<'expect', (...args: readonly unknown[]) => unknown>>;

interface Environment {
  handleTestEvent?(event: Circus.Event, state: Circus.State): void | Promise<void>;
}

interface Runtime {
  setGlobalsForRuntime(globals: Globals): void;
}

type TestFramework = (
  globalConfig: Config.GlobalConfig,
  config: Config.ProjectConfig,
  environment: Environment,
  runtime: Runtime,
  ...others: readonly unknown[]
) => Promise<TestResult>;

/** Runs a plain test file: what asserts nothing, swallows a failure, is meant to fail or was retried has not passed. */
const runPlainTests: TestFramework = async (
  globalConfig,
  config,
  environment,
  runtime,
  ...others
) => {
  const books = new Books();
  books.attach(environment, runtime);
  const circus: { default: TestFramework } = require('jest-circus/runner');
  const strict = {
    ...globalConfig,
    // Without it, a rejection that comes a moment later would be nobody's.
    waitForUnhandledRejections: true,
    // What writes down what it finds holds it against nothing.
    updateSnapshot: 'none',
  } as const;
  const result = await circus.default(strict, config, environment, runtime, ...others);
  const [problem] = books.problemsOf(result);
  if (problem === undefined || result.testExecError) return result;
  const message = `${COULD_NOT_CHECK}${problem}`;
  return { ...result, testExecError: { message, stack: message }, failureMessage: message };
};

// biome-ignore lint/style/noDefaultExport: Jest takes a test runner from it
export default runPlainTests;

class Books {
  private readonly ofFile = newLedger();
  private readonly ofTests = new WeakMap<Circus.TestEntry, Ledger>();
  private readonly calling = new AsyncLocalStorage<Ledger>();
  private readonly uncaught = new Set<unknown>();
  private proved = 0;

  attach(environment: Environment, runtime: Runtime): void {
    const former = environment.handleTestEvent?.bind(environment);
    environment.handleTestEvent = (event, state) => {
      this.onEvent(event, state);
      return former?.(event, state);
    };
    const setGlobals = runtime.setGlobalsForRuntime.bind(runtime);
    runtime.setGlobalsForRuntime = (globals) => {
      const ledgerOf = () => this.calling.getStore() ?? this.ofFile;
      // The same object becomes the globals of the file and what it imports from @jest/globals.
      setGlobals(Object.assign(globals, { expect: watched(globals.expect, ledgerOf) }));
    };
  }

  problemsOf({ numPassingTests }: TestResult): readonly string[] {
    const unseen = numPassingTests - this.proved;
    return [
      ...(isHearing()
        ? []
        : ['it ran in a worker, which takes its errors with it. Run without -w.']),
      ...(unseen > 0 ? [`${unseen} tests are said to have passed, but were not run.`] : []),
      ...dangling(this.ofFile),
    ];
  }

  private onEvent(event: Circus.Event, { rootDescribeBlock }: Circus.State): void {
    if (event.name === 'error') this.uncaught.add(event.error);
    else if (event.name === 'hook_failure' || event.name === 'test_fn_failure') {
      // It fails its tests: nobody has swallowed it.
      this.ofFile.failed.delete(event.error);
    } else if (event.name === 'run_start') {
      for (const test of testsOf(rootDescribeBlock)) this.watch(test);
    } else if (event.name === 'run_finish') {
      for (const test of testsOf(rootDescribeBlock)) this.judge(test);
    }
  }

  // Tests may run at the same time: each keeps its own books, whatever it awaits.
  private watch(test: Circus.TestEntry): void {
    if (!test.fn) return;
    test.fn = new Proxy(test.fn, {
      apply: (fn, self, args) => {
        const ledger = newLedger();
        this.ofTests.set(test, ledger);
        return this.calling.run(ledger, () => Reflect.apply(fn, self, args));
      },
    });
  }

  private judge(test: Circus.TestEntry): void {
    if (test.status !== 'done') return;
    const errors = test.errors.map((error) => (Array.isArray(error) ? error[0] : error));
    const problems = [
      ...(test.failing ? ['test.failing passes where the account does not. Use test.'] : []),
      ...(errors.length === 0 ? unproved(this.ofTests.get(test)) : []),
      ...(errors.length === 0 && test.invocations > 1 ? [retried(test.invocations)] : []),
      ...errors.filter((error) => this.uncaught.has(error)).map(uncaughtText),
      ...(errors.some(isUnwritten) ? [UNWRITTEN] : []),
    ];
    if (problems.length === 0 && errors.length === 0) this.proved++;
    test.errors.push(...problems.map(couldNotCheck));
  }
}

function testsOf({ children }: Circus.DescribeBlock): readonly Circus.TestEntry[] {
  return children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
}

function retried(attempt: number): string {
  return `it passed only on attempt ${attempt}: the report does not change between attempts.`;
}

const UNWRITTEN =
  'there is no snapshot to hold it against, and an audit writes none. Say what must hold, such as with toEqual.';

// Jest's own words, where it may not write.
function isUnwritten(error: unknown): boolean {
  return stripVTControlCharacters(messageOf(error)).includes('New snapshot was not written');
}

function uncaughtText(error: unknown): string {
  return `an error that nobody caught: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return isErrorLike(error) ? error.message : String(error);
}

function isErrorLike(value: unknown): value is { readonly message: string } {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'message') === 'string'
  );
}
