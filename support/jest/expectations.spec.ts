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
    expect(ledger).toEqual({ met: 1, idle: 0, pending: 0 });
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
      () => {
        try {
          told(1).toBe(2);
        } catch {}
      },
      /no assertion was met in it/,
    ],
  ])('%s', (_, check, why) => {
    check();
    expect(unproved(ledger).join(' ')).toMatch(why);
  });
});

test('outside of tests, an expectation need not be there, but may not come to nothing', () => {
  expect(dangling(ledger)).toEqual([]);
  told(1);
  expect(dangling(ledger)).toHaveLength(1);
});

test('an expectation that was not met fails as it does without books, and names its caller', async () => {
  expect(() => told(1).toBe(2)).toThrow(/Expected: .*2/);
  await expect(told(Promise.resolve(1)).resolves.toBe(2)).rejects.toThrow(/Expected: .*2/);
  const error = (() => {
    try {
      told(1).toBe(2);
    } catch (caught) {
      return caught;
    }
  })();
  const [, frame] = String(Reflect.get(Object(error), 'stack')).split(/\n(?= +at )/);
  expect(frame).toContain('expectations.spec.ts');
  expect(ledger).toEqual({ met: 0, idle: 0, pending: 0 });
});
