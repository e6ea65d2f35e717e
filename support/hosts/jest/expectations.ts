/** What became of the expectations of one test, or of a file outside its tests. */
export interface Ledger {
  met: number;
  /** Expectations without a matcher, such as `expect(false)`. */
  idle: number;
  /** Matchers that have not ended, such as `.resolves` of what never does. */
  pending: number;
  /** What matchers that were not met threw, as long as it is not known to have failed a test. */
  readonly failed: Set<unknown>;
}

/** A ledger in which nothing stands. */
export function newLedger(): Ledger {
  return { met: 0, idle: 0, pending: 0, failed: new Set() };
}

/** Why a test that passed has not proved what it says, a sentence each; `undefined`: it was never called. */
export function unproved(ledger: Ledger | undefined): readonly string[] {
  if (!ledger) return ['it was never called.'];
  const problems = dangling(ledger);
  if (ledger.met > 0 || problems.length > 0) return problems;
  return ['no assertion was met in it. Say what must hold with expect(...).'];
}

/** Which expectations came to nothing where all has passed, a sentence for each kind. */
export function dangling({ idle, pending, failed }: Ledger): readonly string[] {
  return [
    ...(idle > 0 ? [`${idle} expect(...) without a matcher. Add one, such as .toBe(true).`] : []),
    ...(pending > 0 ? [`${pending} matchers that did not end. Await .resolves and .rejects.`] : []),
    ...(failed.size > 0
      ? [`${failed.size} expectations failed and were caught. ${SWALLOWED}`]
      : []),
  ];
}

const SWALLOWED = 'An expectation must not be swallowed: say with .not what may not hold.';

type Callable = (...args: readonly unknown[]) => unknown;

/** Jest's `expect`, which notes in the ledger of the calling test what its expectations come to. */
export function watched<T extends Callable>(expect: T, ledgerOf: () => Ledger): T {
  return new Proxy(expect, {
    apply: (target, self, args) => {
      const expectation: unknown = Reflect.apply(target, self, args);
      const ledger = ledgerOf();
      ledger.idle++;
      let isIdle = true;
      const note = () => {
        if (isIdle) ledger.idle--;
        isIdle = false;
      };
      return withMatchers(expectation, ledger, note);
    },
  });
}

function withMatchers(expectation: unknown, ledger: Ledger, note: () => void): unknown {
  if (typeof expectation !== 'object' || expectation === null) return expectation;
  return new Proxy(expectation, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (!isCallable(value)) return withMatchers(value, ledger, note);
      return (...args: readonly unknown[]) => {
        note();
        return ended(() => Reflect.apply(value, target, args), ledger);
      };
    },
  });
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

function ended(matcher: () => unknown, ledger: Ledger): unknown {
  let outcome: unknown;
  try {
    outcome = matcher();
  } catch (error) {
    ledger.failed.add(error);
    throw withoutThisFile(error);
  }
  if (!isThenable(outcome)) {
    ledger.met++;
    return outcome;
  }
  ledger.pending++;
  // What is returned rejects as the matcher does: where nobody awaits it, that still shows.
  return outcome.then(
    (value) => {
      ledger.pending--;
      ledger.met++;
      return value;
    },
    (error: unknown) => {
      ledger.pending--;
      ledger.failed.add(error);
      throw withoutThisFile(error);
    },
  );
}

// Promises of a sandbox are no instances of this one's Promise.
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
  );
}

// Jest shows the code of the topmost frame, which should be the test's.
function withoutThisFile(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const stack: unknown = Reflect.get(error, 'stack');
  if (typeof stack !== 'string') return error;
  const lines = stack.split('\n').filter((line) => !line.includes(__filename));
  Reflect.set(error, 'stack', lines.join('\n'));
  return error;
}
