import type { Clock } from './patience';

/** Gives the milliseconds to let the item rest, if it is not done. */
type Work<T> = (item: T) => Promise<number | undefined>;

/** How many at a time; no item is begun after the signal. */
export interface Pace {
  readonly concurrency: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Resting<T> {
  readonly item: T;
  readonly due: number;
}

/** An item that rests gives its place to others. At the end it throws what the work threw first. */
export async function workThrough<T>(
  items: Iterable<T>,
  { concurrency, clock, signal }: Pace,
  work: Work<T>,
): Promise<void> {
  const fresh = items[Symbol.iterator]();
  const resting: Resting<T>[] = [];
  const failures: unknown[] = [];

  function next(): Resting<T> | undefined {
    if (resting[0] && resting[0].due <= clock.now()) return resting.shift();
    const { done, value } = fresh.next();
    return done ? resting.shift() : { item: value, due: 0 };
  }

  function rest(item: T, milliseconds: number): void {
    const due = clock.now() + milliseconds;
    const later = resting.findIndex((other) => other.due > due);
    resting.splice(later < 0 ? resting.length : later, 0, { item, due });
  }

  async function worker(): Promise<void> {
    for (let each = next(); each !== undefined; each = next()) {
      const wait = each.due - clock.now();
      if (wait > 0) await clock.sleep(wait, signal);
      if (signal.aborted || failures.length > 0) return;
      const again = await work(each.item);
      if (again !== undefined) rest(each.item, again);
    }
  }

  const workers = Array.from({ length: concurrency }, () =>
    worker().catch((error: unknown) => failures.push(error)),
  );
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}
