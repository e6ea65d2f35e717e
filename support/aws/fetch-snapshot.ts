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
  isAbsent,
  lastAnswer,
  refusedAndAbsent,
  startReport,
  tryCollect,
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
  const run = new Run(options);
  const caller = await identify(options.clients, run.signal());
  const [{ generation, report }, facts] = await Promise.all([
    fetchReport(run, caller.accountId),
    fetchFacts(options.clients.iam, options.facts, run.signal()),
  ]);
  return {
    ...report,
    facts,
    origin: { kind: 'live', endpoint: options.clients.foreignEndpoint() },
    caller,
    notes: generationNotes(generation),
  };
}

async function fetchReport(run: Run, account: string) {
  return poll(run, account, await generate(run, account));
}

/** The deadline and the pauses of one fetch, and what IAM answered last. */
class Run {
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

async function generate(run: Run, account: string): Promise<Generation> {
  let refusal: FetchError | undefined;
  for (let tries = 1; ; tries++) {
    const attempt = await startReport(run.clients, run.signal());
    if (attempt.again === undefined) {
      if (!(attempt.done instanceof FetchError))
        run.heard({ again: attempt.done, error: undefined });
      return attempt.done;
    }
    run.heard(attempt);
    // That a call was cut off says less than what IAM said before.
    if (lastAnswer(attempt) !== undefined) refusal = attempt.refusal;
    const isOver = isTransient(attempt.error) && tries >= TRIES;
    if (isOver || !run.hasTime()) return refusal ?? explain(attempt.error, GENERATE);
    await run.wait(account);
  }
}

async function poll(
  run: Run,
  account: string,
  first: Generation,
): Promise<{ generation: Generation; report: FetchedReport }> {
  let generation = first;
  let failures = 0;
  let failure: unknown;
  if (generation === 'STARTED') await run.wait(account);
  for (;;) {
    const least = generation instanceof FetchError ? LAST_CALL : undefined;
    const attempt = await tryCollect(run.clients, run.signal(least));
    if (attempt.again === undefined) return { generation, report: attempt.done };
    const { again, error } = attempt;
    if (isAbsent(again) && generation instanceof FetchError) {
      throw refusedAndAbsent(generation, again);
    }
    run.heard(attempt);
    failures = isTransient(error) ? failures + 1 : 0;
    failure = failures > 1 && lastAnswer(attempt) === undefined ? failure : error;
    if (failures >= TRIES) throw explain(failure, GET);
    await run.wait(account);
    // A report can expire between Generate, which found it valid, and Get.
    if (isAbsent(again) && generation === 'COMPLETE') generation = await generate(run, account);
  }
}
