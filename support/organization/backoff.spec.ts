import { hastyClock } from '../../tools/testing/organization';
import { backoff, persistently } from './backoff';

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
