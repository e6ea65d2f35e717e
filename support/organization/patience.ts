import { type Again, FetchError, lastAnswer } from '../aws';
import { backoff } from './backoff';
import type { Clock } from './clock';

/** However long the run takes, an account is asked so often before it is given up. */
const LEAST_TRIES = 5;

/** Tells how long each account may rest, and when it has been asked for long enough. */
export interface Patience {
  /** Milliseconds to rest before the next try; where there is to be none, the error that says why. */
  readonly restOf: (id: string, attempt: Pick<Again, 'again' | 'error'>) => number | FetchError;
  /** The account has answered. */
  readonly forget: (id: string) => void;
}

interface Asked {
  readonly since: number;
  tries: number;
  answer: string | undefined;
}

/**
 * Patience with accounts that cannot answer yet: IAM is at work, or throttles.
 *
 * @param timeout milliseconds from the first try of an account until it is given up
 */
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
