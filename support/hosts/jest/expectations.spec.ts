import { dangling, type Ledger, newLedger, unproved, watched } from './expectations';

let ledger: Ledger;
const watch = watched(expect as (...args: readonly unknown[]) => unknown, () => ledger);
const told = watch as typeof expect;

beforeEach(() => {
  ledger = newLedger();
});

/** A promise that never settles. */
const NEVER = new Promise(() => {});

describe('an expectation that was met', () => {
  test.each<[string, () => unknown]>([
    ['a matcher', () => told(1).toBe(1)],
    ['.not', () => told(1).not.toBe(2)],
    ['.resolves', () => told(Promise.resolve(1)).resolves.toBe(1)],
    ['.resolves.not', () => told(Promise.resolve(1)).resolves.not.toBe(2)],
    ['.rejects', () => told(Promise.reject(new Error('no'))).rejects.toThrow('no')],
    ['an asymmetric matcher', () => told({ a: 1 }).toEqual({ a: told.any(Number) })],
    ['a negated one', () => told([1]).toEqual(told.not.arrayContaining([2]))],
    ['an inline snapshot', () => told(1).toMatchInlineSnapshot('1')],
  ])('%s: the test is proved', async (_, check) => {
    await check();
    expect(ledger).toEqual({ ...newLedger(), met: 1 });
    expect(unproved(ledger)).toEqual([]);
  });

  test('a matcher of expect.extend', () => {
    told.extend({ toBeTwo: (received) => ({ pass: received === 2, message: () => '' }) });
    Reflect.get(told(2), 'toBeTwo')();
    expect(unproved(ledger)).toEqual([]);
  });
});

describe('a test that checked nothing', () => {
  test('was never called', () => {
    expect(unproved(undefined)).toEqual(['it was never called.']);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['holds no expectation', () => {}, /no assertion was met in it/],
    ['only says how many it has', () => told.getState(), /no assertion was met in it/],
    [
      'has an expectation without matcher',
      () => told(false),
      /1 expect\(\.\.\.\) without a matcher/,
    ],
    ['that says .not at most', () => told(false).not, /without a matcher/],
    ['names a matcher and calls it not', () => told(false).toBe, /without a matcher/],
    ['has another one that was met', () => [told(1).toBe(1), told(false)], /without a matcher/],
    ['awaits not what never ends', () => void told(NEVER).resolves.toBe(1), /1 matchers that did/],
    [
      'catches what was not met',
      () => attempt(() => told(1).toBe(2)),
      /1 expectations failed and were caught/,
    ],
  ])('%s', (_, check, why) => {
    check();
    expect(unproved(ledger).join(' ')).toMatch(why);
  });
});

describe('an expectation that failed and was swallowed, beside one that was met', () => {
  test.each<[string, () => unknown]>([
    ['in a try', () => attempt(() => told(1).toBe(2))],
    ['by the test of an error', () => told(() => told(1).toBe(2)).toThrow()],
    [
      'by .catch',
      () =>
        told(Promise.resolve(1))
          .resolves.toBe(2)
          .catch(() => {}),
    ],
    [
      'of .rejects',
      () =>
        told(Promise.resolve(1))
          .rejects.toThrow()
          .catch(() => {}),
    ],
    ['of an inline snapshot', () => attempt(() => told(1).not.toMatchInlineSnapshot('1'))],
  ])('%s: the test has not passed, and says why', async (_, check) => {
    told(1).toBe(1);
    await check();
    const why = /^1 expectations failed and were caught\. An expectation must not be swallowed/;
    expect(unproved(ledger)).toEqual([expect.stringMatching(why)]);
    expect(dangling(ledger)).toHaveLength(1);
  });
});

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

test('outside of tests, an expectation need not be there, but may not come to nothing', () => {
  expect(dangling(ledger)).toEqual([]);
  told(1);
  expect(dangling(ledger)).toHaveLength(1);
});

test('an expectation that was not met fails as it does without books, and names its caller', async () => {
  expect(() => told(1).toBe(2)).toThrow(/Expected: .*2/);
  await expect(told(Promise.resolve(1)).resolves.toBe(2)).rejects.toThrow(/Expected: .*2/);
  const error = attempt(() => told(1).toBe(2));
  const [, frame] = String(Reflect.get(Object(error), 'stack')).split(/\n(?= +at )/);
  expect(frame).toContain('expectations.spec.ts');
  expect(ledger).toEqual({ met: 0, idle: 0, pending: 0, failed: expect.any(Set) });
  expect(ledger.failed.size).toBe(3);
});
