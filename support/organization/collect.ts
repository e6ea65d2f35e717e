import {
  type Attempt,
  FetchError,
  fetchFacts,
  type Generation,
  generationNotes,
  refusedAndAbsent,
  takeStep,
} from '../aws';
import type { FactName, Instant, Snapshot } from '../report';
import type { Enter, Member } from './assume-role';
import { limited } from './limited';
import type { PlannedAccount } from './manifest';

/** All that was read of an account, and when. */
export interface Collected {
  readonly snapshot: Snapshot;
  /** This machine's time. */
  readonly readAt: Instant;
}

/**
 * Reads accounts in two steps, so that IAM generates all reports at once while the first is read.
 * Each step is one attempt, and knows nothing of those before: the same on one machine and where
 * every step is a process of its own. Both throw a FetchError where asking again would not help.
 */
export interface Collector {
  readonly start: (account: PlannedAccount, signal: AbortSignal) => Promise<Attempt<Generation>>;
  readonly collect: (
    account: PlannedAccount,
    generation: Generation,
    signal: AbortSignal,
  ) => Promise<Attempt<Collected>>;
}

/** An attempt that takes longer is made again. */
const ATTEMPT_TIMEOUT = 60_000;

/**
 * Reads accounts from AWS.
 *
 * @param factsFor what to learn of an account besides its report
 */
export function awsCollector(
  enter: Enter,
  factsFor: (account: PlannedAccount) => readonly FactName[],
): Collector {
  return {
    start: (account, signal) =>
      limited(signal, ATTEMPT_TIMEOUT, async (until) => {
        const entered = await enter(account, until);
        if (entered.again !== undefined) return entered;
        const started = await takeStep(entered.done.clients, undefined, until);
        return started.again === undefined ? { done: started.done.generation } : started;
      }),
    collect: (account, generation, signal) =>
      limited(signal, ATTEMPT_TIMEOUT, async (until) => {
        const entered = await enter(account, until);
        if (entered.again !== undefined) return entered;
        return read(entered.done, generation, factsFor(account), until);
      }),
  };
}

async function read(
  { clients, caller }: Member,
  generation: Generation,
  names: readonly FactName[],
  until: { readonly abortSignal: AbortSignal },
): Promise<Attempt<Collected>> {
  const attempt = await takeStep(clients, generation, until);
  if (attempt.again !== undefined) {
    if (!attempt.expired) return attempt;
    // At once: the next step may be a process of its own, and does not know that it expired.
    const anew = await takeStep(clients, undefined, until);
    if (anew.again !== undefined) return anew;
    if (!(anew.done.generation instanceof FetchError)) return attempt;
    throw refusedAndAbsent(anew.done.generation, attempt.again);
  }
  const { report } = attempt.done;
  if (!report) return { again: 'STARTED', error: undefined };
  const facts = await fetchFacts(clients.iam, names, until);
  const origin = { kind: 'live', endpoint: clients.foreignEndpoint() } as const;
  const notes = generationNotes(generation);
  const readAt = Date.now();
  return { done: { snapshot: { ...report, facts, origin, caller, notes }, readAt } };
}
