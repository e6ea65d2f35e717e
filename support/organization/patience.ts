import { FetchError } from '../aws';
import { backoff } from './backoff';
import type { Clock } from './clock';

/** However long the run takes, an account is asked so often before it is given up. */
const LEAST_TRIES = 5;

/** Tells how long each account may rest, and when it has been asked for long enough. */
export interface Patience {
  /** Milliseconds to rest before the next try. Throws a FetchError where there is to be none. */
  readonly restOf: (id: string, lastAnswer: string) => number;
  /** The account has answered. */
  readonly forget: (id: string) => void;
}

/**
 * Patience with accounts that cannot answer yet: IAM is at work, or throttles.
 *
 * @param timeout milliseconds from the first try of an account until it is given up
 */
export function patience(timeout: number, clock: Clock): Patience {
  const asked = new Map<string, { readonly since: number; tries: number }>();
  return {
    restOf(id, lastAnswer) {
      const known = asked.get(id) ?? { since: clock.now(), tries: 0 };
      asked.set(id, known);
      known.tries++;
      const rest = backoff(known.tries, clock);
      const late = clock.now() + rest - known.since > timeout;
      if (!late || known.tries < LEAST_TRIES) return rest;
      asked.delete(id);
      throw new FetchError(
        `AWS did not deliver the credential report within ${timeout / 1000} s and ${known.tries} ` +
          `tries (last answer: ${lastAnswer}). Resume the run, or set IAMSPEC_TIMEOUT to wait longer.`,
      );
    },
    forget: (id) => void asked.delete(id),
  };
}
