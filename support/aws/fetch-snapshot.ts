import { setTimeout as sleep } from 'node:timers/promises';
import type { FactName, Snapshot } from '../report';
import type { Clients } from './clients';
import { isTransient } from './error-code';
import { explain, FetchError } from './explain';
import { fetchFacts } from './fetch-facts';
import { identify } from './identify';
import {
  type Again,
  type FetchedReport,
  GENERATE,
  GET,
  type Generation,
  generationNotes,
  lastAnswer,
  takeStep,
} from './report-steps';

/** How to wait for IAM. */
export interface FetchOptions {
  readonly clients: Clients;
  /** Milliseconds until the fetch gives up. */
  readonly timeout: number;
  /** What to learn besides the report. */
  readonly facts: readonly FactName[];
  /** Takes the one progress line, when IAM is not ready at once. */
  readonly progress: (line: string) => void;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 5000;
const TRIES = 5;
/** What is left of the time when all of it was spent on Generate: for the report in store. */
const LAST_CALL = 10_000;

/**
 * Reads the credential report of the caller's account: asks IAM to generate it, then polls.
 * Where IAM does not generate one, for whatever reason, the valid report that it may have in store
 * is asked for.
 *
 * @throws FetchError that names the call, what AWS said and what to do next
 */
export async function fetchSnapshot(options: FetchOptions): Promise<Snapshot> {
  const limit = new Deadline(options);
  const caller = await identify(options.clients, limit.signal());
  const [{ generation, report }, facts] = await Promise.all([
    fetchReport(limit, caller.accountId),
    fetchFacts(options.clients.iam, options.facts, limit.signal()),
  ]);
  return {
    ...report,
    facts,
    origin: { kind: 'live', endpoint: options.clients.foreignEndpoint() },
    caller,
    notes: generationNotes(generation),
  };
}

/** The deadline and the pauses of one fetch, and what IAM answered last. */
class Deadline {
  readonly clients: Clients;
  private readonly options: FetchOptions;
  private readonly deadline: number;
  private pause = FIRST_WAIT;
  private announced = false;
  private answer: string | undefined;
  /** How the call after that answer was cut off, if it was. */
  private cut: string | undefined;

  constructor(options: FetchOptions) {
    this.options = options;
    this.clients = options.clients;
    this.deadline = performance.now() + options.timeout;
  }

  /** Aborts a request that hangs beyond the deadline, or for so many milliseconds after it. */
  signal(least = 1): { abortSignal: AbortSignal } {
    const left = Math.max(least, Math.ceil(this.deadline - performance.now()));
    return { abortSignal: AbortSignal.timeout(left) };
  }

  /** Takes note of what IAM answered. That a call was cut off is no answer. */
  heard(attempt: Pick<Again, 'again' | 'error'>): void {
    const answer = lastAnswer(attempt);
    this.answer = answer ?? this.answer;
    this.cut = answer === undefined ? attempt.again : undefined;
  }

  /** Tells whether there is time for a pause and a call after it. */
  hasTime(): boolean {
    return performance.now() + this.pause <= this.deadline;
  }

  /** Why there is no report: the time is up. */
  late(): FetchError {
    const then = this.cut === undefined ? '' : `, then ${this.cut}`;
    const last = `${this.answer === undefined ? 'it gave no answer' : `last answer: ${this.answer}`}${then}`;
    return new FetchError(
      `IAM did not deliver the credential report within ${this.options.timeout / 1000} s (${last}). ` +
        'Try again, or set IAMSPEC_TIMEOUT to wait longer.',
    );
  }

  /** Waits 1 s, then longer up to 5 s; throws where the deadline comes first. */
  async wait(account: string): Promise<void> {
    const seconds = this.options.timeout / 1000;
    if (!this.hasTime()) throw this.late();
    if (!this.announced) {
      this.options.progress(
        `Waiting up to ${seconds} s for IAM to generate the credential report of account ${account} ...`,
      );
      this.announced = true;
    }
    await sleep(this.pause);
    this.pause = Math.min(this.pause * 1.5, LONGEST_WAIT);
  }
}

interface Fetched {
  readonly generation: Generation;
  readonly report: FetchedReport;
}

async function fetchReport(limit: Deadline, account: string): Promise<Fetched> {
  for (let isFirst = true; ; isFirst = false) {
    const generation = await generate(limit, account);
    // One that is generated anew had the time of the pause before it.
    if (generation === 'STARTED' && isFirst) await limit.wait(account);
    const report = await poll(limit, account, generation);
    if (report) return { generation, report };
  }
}

async function generate(limit: Deadline, account: string): Promise<Generation> {
  let refusal: FetchError | undefined;
  for (let tries = 1; ; tries++) {
    const attempt = await takeStep(limit.clients, undefined, limit.signal());
    if (attempt.again === undefined) {
      const { generation } = attempt.done;
      if (!(generation instanceof FetchError)) limit.heard({ again: generation, error: undefined });
      return generation;
    }
    limit.heard(attempt);
    // That a call was cut off says less than what IAM said before.
    if (lastAnswer(attempt) !== undefined) refusal = attempt.refusal;
    const isOver = isTransient(attempt.error) && tries >= TRIES;
    if (isOver || !limit.hasTime()) return refusal ?? explain(attempt.error, GENERATE);
    await limit.wait(account);
  }
}

/** Gives undefined where the report is to be generated anew. */
async function poll(
  limit: Deadline,
  account: string,
  generation: Generation,
): Promise<FetchedReport | undefined> {
  const least = generation instanceof FetchError ? LAST_CALL : undefined;
  let failures = 0;
  let failure: unknown;
  for (;;) {
    const attempt = await takeStep(limit.clients, generation, limit.signal(least));
    if (attempt.again === undefined) return attempt.done.report;
    limit.heard(attempt);
    failures = isTransient(attempt.error) ? failures + 1 : 0;
    failure = failures > 1 && lastAnswer(attempt) === undefined ? failure : attempt.error;
    if (failures >= TRIES) throw explain(failure, GET);
    await limit.wait(account);
    if (attempt.expired) return undefined;
  }
}
