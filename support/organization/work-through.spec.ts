import { type Pace, workThrough } from './work-through';

/** A clock that goes on when all sleep: the one who sleeps shortest is woken first. */
function dreamClock() {
  let now = 0;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const wakeNext = () => {
    sleepers.sort((one, other) => one.until - other.until);
    const next = sleepers.shift();
    if (!next) return;
    now = Math.max(now, next.until);
    next.wake();
  };
  return {
    now: () => now,
    random: () => 0,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ until: now + milliseconds, wake });
        setImmediate(wakeNext);
      }),
  };
}

const pace = (overrides: Partial<Pace> = {}): Pace => ({
  concurrency: 2,
  clock: dreamClock(),
  signal: new AbortController().signal,
  ...overrides,
});
const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('workThrough', () => {
  test('deals with each item once, so many at a time', async () => {
    const items = Array.from({ length: 25 }, (_, index) => index);
    const dealtWith: number[] = [];
    let [busy, most] = [0, 0];
    await workThrough(items, pace({ concurrency: 4 }), async (item) => {
      most = Math.max(most, ++busy);
      await tick();
      busy--;
      dealtWith.push(item);
      return undefined;
    });
    expect(dealtWith.toSorted((a, b) => a - b)).toEqual(items);
    expect(most).toBe(4);
  });

  test('takes items only when there is room for them', async () => {
    let taken = 0;
    function* items() {
      for (; taken < 10; taken++) yield taken;
    }
    await workThrough(items(), pace(), async (item) => {
      expect(taken - item).toBeLessThan(2);
      await tick();
      return undefined;
    });
    expect(taken).toBe(10);
  });

  test('one that rests holds nobody up, and comes back when it is due', async () => {
    const clock = dreamClock();
    const log: string[] = [];
    const rests = new Map([
      ['slow', [5000, 5000]],
      ['quick', [100]],
    ]);
    await workThrough(
      ['slow', 'quick', 'a', 'b'],
      pace({ clock, concurrency: 1 }),
      async (item) => {
        log.push(`${item} at ${clock.now()}`);
        return rests.get(item)?.shift();
      },
    );
    expect(log).toEqual([
      'slow at 0',
      'quick at 0',
      'a at 0',
      'b at 0',
      'quick at 100',
      'slow at 5000',
      'slow at 10000',
    ]);
  });

  test('a hundred that wait take no longer than one', async () => {
    const clock = dreamClock();
    const rested = new Set<number>();
    const items = Array.from({ length: 100 }, (_, index) => index);
    await workThrough(items, pace({ clock }), async (item) => {
      if (rested.has(item)) return undefined;
      rested.add(item);
      return 10_000;
    });
    expect(clock.now()).toBe(10_000);
  });

  test('begins nothing after the signal, and ends when what was begun has ended', async () => {
    const stop = new AbortController();
    const log: string[] = [];
    await workThrough([1, 2, 3, 4, 5], pace({ signal: stop.signal }), async (item) => {
      log.push(`begin ${item}`);
      if (item === 2) stop.abort();
      await tick();
      log.push(`end ${item}`);
      return undefined;
    });
    expect(log).toEqual(['begin 1', 'begin 2', 'end 1', 'end 2']);
  });

  test('throws what the work threw first, when all that was begun has ended', async () => {
    const ended: number[] = [];
    const working = workThrough([1, 2, 3, 4], pace(), async (item) => {
      if (item === 1) throw new Error('first');
      await tick();
      ended.push(item);
      return undefined;
    });
    await expect(working).rejects.toThrow('first');
    expect(ended).toEqual([2]);
  });

  test('nothing to do is done', async () => {
    await workThrough([], pace(), () => Promise.reject(new Error('never')));
  });
});
