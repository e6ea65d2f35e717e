import {
  type Attempt,
  type Clients,
  FetchError,
  type FetchedReport,
  fetchFacts,
  type Generation,
  generationNotes,
  refusedAndAbsent,
  takeStep,
  type Until,
} from '../aws';
import type { FactName, Facts, Instant, Snapshot } from '../report';
import type { Enter, Member } from './assume-role';
import type { PlannedAccount } from './manifest';
import { limited } from './patience';

/** All that was read of an account, and when by this machine's clock. */
export interface Collected {
  readonly snapshot: Snapshot;
  readonly readAt: Instant;
}

/** The steps may be processes of their own. Both throw a FetchError where asking again would not help. */
export interface Collector {
  readonly start: (account: PlannedAccount, signal: AbortSignal) => Promise<Attempt<Generation>>;
  readonly collect: (
    account: PlannedAccount,
    generation: Generation,
    signal: AbortSignal,
  ) => Promise<Attempt<Collected>>;
}

const ATTEMPT_TIMEOUT = 60_000;
// With an attempt before it, it ends before a Lambda function does.
const FACTS_TIMEOUT = 100_000;

/**
 * Reads accounts from AWS: the report, and the facts that `factsFor` names, which take a call for each user
 * and so have milliseconds of their own.
 */
export function awsCollector(
  enter: Enter,
  factsFor: (account: PlannedAccount) => readonly FactName[],
  factsTimeout = FACTS_TIMEOUT,
): Collector {
  const inside = <T>(account: PlannedAccount, signal: AbortSignal, step: Step<T>) =>
    limited(signal, ATTEMPT_TIMEOUT, async (until) => {
      const entered = await enter(account, until);
      return entered.again === undefined ? step(entered.done, until) : entered;
    });
  return {
    start: (account, signal) =>
      inside(account, signal, async ({ clients }, until) => {
        const started = await takeStep(clients, undefined, until);
        return started.again === undefined ? { done: started.done.generation } : started;
      }),
    collect: (account, generation, signal) =>
      inside(account, signal, (member, until) =>
        read(member, generation, until, (iam, report) =>
          limited(signal, factsTimeout, (longer) =>
            fetchFacts(iam, factsFor(account), () => report, longer),
          ),
        ),
      ),
  };
}

type Step<T> = (member: Member, until: Until) => Promise<Attempt<T>>;

async function read(
  { clients, caller }: Member,
  generation: Generation,
  until: Until,
  factsOf: (iam: Clients['iam'], report: FetchedReport) => Promise<Facts>,
): Promise<Attempt<Collected>> {
  const attempt = await takeStep(clients, generation, until);
  if (attempt.again !== undefined) {
    if (!attempt.expired) return attempt;
    // The next step does not know that it expired.
    const anew = await takeStep(clients, undefined, until);
    if (anew.again !== undefined) return anew;
    if (!(anew.done.generation instanceof FetchError)) return attempt;
    throw refusedAndAbsent(anew.done.generation, attempt.again);
  }
  const { report } = attempt.done;
  if (!report) return { again: 'STARTED', error: undefined };
  const facts = await factsOf(clients.iam, report);
  const origin = { kind: 'live', endpoint: clients.foreignEndpoint() } as const;
  const notes = generationNotes(generation);
  const readAt = Date.now();
  return { done: { snapshot: { ...report, facts, origin, caller, notes }, readAt } };
}
