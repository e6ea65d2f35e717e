import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Again, FetchError, isTransient, lastAnswer, risingPause, type Until } from '../aws';

/** Time and chance, so that a spec need not wait for either. */
export interface Clock {
  /** Milliseconds since some instant; never goes back. */
  readonly now: () => number;
  /** Returns early where the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** This machine's. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
  random: Math.random,
};

const LONGEST_PAUSE = 20_000;

/** Milliseconds; less a random part, so that accounts which failed together do not ask together. */
export function backoff(tries: number, { random }: Pick<Clock, 'random'>): number {
  return risingPause(tries, LONGEST_PAUSE) * (0.5 + random() / 2);
}

const TRIES = 8;

/** Makes a call up to eight times, besides what the SDK repeats. Throws what cannot pass at once. */
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

function mayPass(error: unknown): boolean {
  return isTransient(error) || (error instanceof FetchError && isTransient(error.cause));
}

/** Aborts a call with `signal`, or when it takes too long. Leaves no listener: many calls share the signal. */
export async function limited<T>(
  signal: AbortSignal,
  milliseconds: number,
  call: (until: Until) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  setMaxListeners(0, signal);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await call({ abortSignal: controller.signal });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

const LEAST_TRIES = 5;

/** Tells how long each account may rest, and when it has been asked for long enough. */
export interface Patience {
  /** Milliseconds to rest, or the error that says why there is no next try. */
  readonly restOf: (id: string, attempt: Pick<Again, 'again' | 'error'>) => number | FetchError;
  readonly forget: (id: string) => void;
}

interface Asked {
  readonly since: number;
  tries: number;
  answer: string | undefined;
}

/** Gives up an account when `timeout` milliseconds have passed since its first try. */
export function patience(timeout: number, clock: Clock): Patience {
  const asked = new Map<string, Asked>();
  return {
    restOf(id, attempt) {
      const known = asked.get(id) ?? { since: clock.now(), tries: 0, answer: undefined };
      asked.set(id, known);
      known.tries++;
      known.answer = lastAnswer(attempt) ?? known.answer;
      const rest = backoff(known.tries, clock);
      const late = clock.now() + rest - known.since > timeout;
      if (!late || known.tries < LEAST_TRIES) return rest;
      asked.delete(id);
      return new FetchError(
        `AWS did not deliver the credential report within ${timeout / 1000} s and ${known.tries} ` +
          `tries (last answer: ${known.answer ?? 'none'}). Resume the run, or set IAMSPEC_TIMEOUT to wait longer.`,
      );
    },
    forget: (id) => void asked.delete(id),
  };
}
