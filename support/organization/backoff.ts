import { FetchError, isTransient } from '../aws';
import type { Clock } from './clock';

const FIRST = 1000;
const LONGEST = 20_000;

/**
 * How long to wait before a call is made again: from 1 s up to 20 s, a random part of it taken off
 * so that accounts which failed together do not ask together.
 *
 * @param tries how often it was made
 */
export function backoff(tries: number, { random }: Pick<Clock, 'random'>): number {
  const longest = Math.min(FIRST * 1.5 ** (tries - 1), LONGEST);
  return longest * (0.5 + random() / 2);
}

const TRIES = 8;

/**
 * Makes a call until it succeeds, up to eight times, on top of what the SDK itself does.
 *
 * @throws what the call threw, at once where it cannot pass and else the last time
 */
export async function persistently<T>(
  call: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || !mayPass(error) || tries === TRIES) throw error;
      await clock.sleep(backoff(tries, clock), signal);
    }
  }
}

// What was explained has the error itself as its cause.
function mayPass(error: unknown): boolean {
  return isTransient(error) || (error instanceof FetchError && isTransient(error.cause));
}
