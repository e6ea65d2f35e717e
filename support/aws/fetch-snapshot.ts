import { setTimeout as sleep } from 'node:timers/promises';
import type { FactName, Snapshot } from '../report';
import { type Clients, identify } from './clients';
import { isTransient } from './error-code';
import { explain, FetchError } from './explain';
import { fetchFacts } from './fetch-facts';
import {
  type Again,
  type FetchedReport,
  GENERATE,
  GET,
  type Generation,
  generationNotes,
  lastAnswer,
  risingPause,
  takeStep,
  type Until,
} from './report-steps';

interface FetchOptions {
  readonly clients: Clients;
  /** Milliseconds. */
  readonly timeout: number;
  readonly facts: readonly FactName[];
  readonly progress: (line: string) => void;
}

const LONGEST_WAIT = 5000;
const TRIES = 5;
// Milliseconds for the report in store when Generate took all of the time.
const LAST_CALL = 10_000;

/** Asks IAM to generate the report, then polls, for one in store where it does not. Throws a FetchError. */
export async function fetchSnapshot(options: FetchOptions): Promise<Snapshot> {
  const limit = new Deadline(options);
  const caller = await identify(options.clients, limit.signal());
  const fetched = fetchReport(limit, caller.accountId);
  const [{ generation, report }, facts] = await Promise.all([
    fetched,
    fetchFacts(
      options.clients.iam,
      options.facts,
      async () => (await fetched).report,
      limit.signal(),
    ),
  ]);
  return {
    ...report,
    facts,
    origin: { kind: 'live', endpoint: options.clients.foreignEndpoint() },
    caller,
    notes: generationNotes(generation),
  };
}

class Deadline {
  readonly clients: Clients;
  private readonly deadline: number;
  private pauses = 1;
  private announced = false;
  private answer: string | undefined;
  private cut: string | undefined;

  constructor(private readonly options: FetchOptions) {
    this.clients = options.clients;
    this.deadline = performance.now() + options.timeout;
  }

  /** Aborts a request at the deadline, but not before `least` milliseconds. */
  signal(least = 1): Until {
    const left = Math.max(least, Math.ceil(this.deadline - performance.now()));
    return { abortSignal: AbortSignal.timeout(left) };
  }

  /** Takes note of what IAM answered. A call that was cut off has no answer. */
  heard(attempt: Pick<Again, 'again' | 'error'>): void {
    const answer = lastAnswer(attempt);
    this.answer = answer ?? this.answer;
    this.cut = answer === undefined ? attempt.again : undefined;
  }

  private get pause(): number {
    return risingPause(this.pauses, LONGEST_WAIT);
  }

  hasTime(): boolean {
    return performance.now() + this.pause <= this.deadline;
  }

  late(): FetchError {
    const then = this.cut === undefined ? '' : `, then ${this.cut}`;
    const last = this.answer === undefined ? 'it gave no answer' : `last answer: ${this.answer}`;
    return new FetchError(
      `IAM did not deliver the credential report within ${this.options.timeout / 1000} s (${last}${then}). ` +
        'Try again, or set IAMSPEC_TIMEOUT to wait longer.',
    );
  }

  async wait(account: string): Promise<void> {
    if (!this.hasTime()) throw this.late();
    if (!this.announced) {
      this.options.progress(
        `Waiting up to ${this.options.timeout / 1000} s for IAM to generate the credential report of account ${account} ...`,
      );
      this.announced = true;
    }
    await sleep(this.pause);
    this.pauses++;
  }
}

async function fetchReport(limit: Deadline, account: string) {
  for (let isFirst = true; ; isFirst = false) {
    const generation = await generate(limit, account);
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
    if (lastAnswer(attempt) !== undefined) refusal = attempt.refusal;
    const isOver = isTransient(attempt.error) && tries >= TRIES;
    if (isOver || !limit.hasTime()) return refusal ?? explain(attempt.error, GENERATE);
    await limit.wait(account);
  }
}

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
