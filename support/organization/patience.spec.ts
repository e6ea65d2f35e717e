import { getEventListeners } from 'node:events';
import { hastyClock } from '../../tools/testing/organization';
import type { Until } from '../aws';
import { backoff, limited, patience, persistently } from './patience';

const { signal } = new AbortController();
const named = (name: string) => Object.assign(new Error(name), { name });

describe('backoff', () => {
  const pauses = (random: number) =>
    Array.from({ length: 10 }, (_, index) =>
      Math.round(backoff(index + 1, { random: () => random })),
    );

  test('grows from 1 s to 20 s', () => {
    expect(pauses(1)).toEqual([1000, 1500, 2250, 3375, 5063, 7594, 11391, 17086, 20000, 20000]);
  });

  test('is up to half as long, by chance', () => {
    expect(pauses(0)).toEqual([500, 750, 1125, 1688, 2531, 3797, 5695, 8543, 10000, 10000]);
  });
});

describe('persistently', () => {
  async function call(errors: readonly Error[], stopped = signal) {
    const slept: number[] = [];
    const clock = {
      ...hastyClock,
      sleep: async (milliseconds: number) => {
        slept.push(milliseconds);
      },
    };
    const left = [...errors];
    const outcome = await persistently(
      async () => {
        const error = left.shift();
        if (error) throw error;
        return 'answer';
      },
      clock,
      stopped,
    ).catch((error: Error) => error);
    return { outcome, slept, tries: errors.length - left.length };
  }

  test('asks again while the error is one that passes', async () => {
    const { outcome, slept } = await call(Array(7).fill(named('ThrottlingException')));
    expect(outcome).toBe('answer');
    expect(slept).toHaveLength(7);
  });

  test('gives up after eight times', async () => {
    const { outcome, tries } = await call(Array(20).fill(named('ServiceException')));
    expect(outcome).toHaveProperty('name', 'ServiceException');
    expect(tries).toBe(8);
  });

  test('gives up at once on any other error, and when the run is stopped', async () => {
    expect((await call([named('AccessDenied')])).tries).toBe(1);
    expect((await call([named('ThrottlingException')], AbortSignal.abort())).tries).toBe(1);
  });
});

const aborted = (until: Until) =>
  new Promise<string>((resolve) => {
    if (until.abortSignal.aborted) resolve('aborted');
    until.abortSignal.addEventListener('abort', () => resolve('aborted'));
  });

describe('limited', () => {
  test('passes on what the call gives or throws', async () => {
    const { signal } = new AbortController();
    expect(await limited(signal, 1000, async () => 7)).toBe(7);
    await expect(limited(signal, 1000, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
  });

  test('aborts what takes too long, what is stopped, and what was stopped before', async () => {
    const stop = new AbortController();
    expect(await limited(stop.signal, 1, aborted)).toBe('aborted');
    const stopped = limited(stop.signal, 60_000, aborted);
    stop.abort();
    expect(await stopped).toBe('aborted');
    expect(await limited(stop.signal, 60_000, aborted)).toBe('aborted');
  });

  test('leaves nothing behind of many calls at a time', async () => {
    const stop = new AbortController();
    const ends: (() => void)[] = [];
    const ending = () => new Promise<void>((resolve) => ends.push(resolve));
    const calls = Array.from({ length: 50 }, () => limited(stop.signal, 60_000, ending));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(50);
    for (const end of ends) end();
    await Promise.all(calls);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});

function waiting(timeout: number) {
  let now = 0;
  const clock = { now: () => now, sleep: async () => {}, random: () => 1 };
  const { restOf, forget } = patience(timeout, clock);
  return {
    restOf: (id: string, again: string, error?: unknown) => restOf(id, { again, error }),
    forget,
    goOn: (milliseconds: unknown) => (now += Number(milliseconds)),
  };
}

describe('patience', () => {
  test('lets an account rest for longer and longer, each on its own', () => {
    const { restOf } = waiting(300_000);
    const rests = ['a', 'a', 'b', 'a'].map((id) => restOf(id, 'ReportInProgress'));
    expect(rests).toEqual([1000, 1500, 1000, 2250]);
  });

  test('ends at the timeout of the account, and says what was answered last', () => {
    const { restOf, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'Throttling'));
    expect(restOf('a', 'ReportInProgress')).toMatchObject({
      message: expect.stringMatching(
        /^AWS did not deliver the credential report within 10 s and 5 tries \(last answer: ReportInProgress\)/,
      ),
    });
    expect(restOf('b', 'Throttling')).toBe(1000);
  });

  test('an account gets five tries however long the others take', () => {
    const { restOf, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) {
      restOf('a', 'Throttling');
      goOn(60_000);
    }
    expect(restOf('a', 'Throttling')).toHaveProperty('message', expect.stringMatching(/5 tries/));
  });

  test('quotes what AWS answered last, not that the last call was cut off', () => {
    const { restOf, goOn } = waiting(10_000);
    const full = Object.assign(new Error('No more capacity'), { name: 'LimitExceeded' });
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'LimitExceeded', full));
    const cut = Object.assign(new Error('aborted'), { name: 'AbortError' });
    expect(restOf('a', 'TimeoutError', cut)).toHaveProperty(
      'message',
      expect.stringContaining('(last answer: LimitExceeded: No more capacity)'),
    );
  });

  test('begins anew with an account that has answered', () => {
    const { restOf, forget, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'Throttling'));
    forget('a');
    expect(restOf('a', 'Throttling')).toBe(1000);
  });
});
