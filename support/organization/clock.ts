import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, so that a spec need not sit through either. */
export interface Clock {
  /** Milliseconds since some instant; never goes back. */
  readonly now: () => number;
  /** Waits; returns early, without an error, where the signal is aborted. */
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
