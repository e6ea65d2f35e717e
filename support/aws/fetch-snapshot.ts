import { setTimeout as sleep } from 'node:timers/promises';
import type { FactName, Snapshot } from '../report';
import type { Clients } from './clients';
import { isTransient } from './error-code';
import { explain } from './explain';
import { FetchError } from './fetch-error';
import { fetchFacts } from './fetch-facts';
import { identify } from './identify';
import {
  type FetchedReport,
  GENERATE,
  GET,
  type Generation,
  generationNotes,
  isAbsent,
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

/**
 * Reads the credential report of the caller's account: asks IAM to generate it, then polls.
 * A refused Generate is no end where IAM has a valid report in store.
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

/** The deadline and the pauses of one fetch. */
class Run {
  readonly clients: Clients;
  private readonly options: FetchOptions;
  private readonly deadline: number;
  private pause = FIRST_WAIT;
  private announced = false;

  constructor(options: FetchOptions) {
    this.options = options;
    this.clients = options.clients;
    this.deadline = performance.now() + options.timeout;
  }

  /** Aborts a request that hangs beyond the deadline. */
  signal(): { abortSignal: AbortSignal } {
    const left = Math.max(1, Math.ceil(this.deadline - performance.now()));
    return { abortSignal: AbortSignal.timeout(left) };
  }

  /** Waits 1 s, then longer up to 5 s; throws where the deadline comes first. */
  async wait(account: string, state: string): Promise<void> {
    const seconds = this.options.timeout / 1000;
    if (performance.now() + this.pause > this.deadline) {
      throw new FetchError(
        `IAM did not deliver the credential report within ${seconds} s (last answer: ${state}). ` +
          'Try again, or set IAMSPEC_TIMEOUT to wait longer.',
      );
    }
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
  for (let tries = 1; ; tries++) {
    const attempt = await startReport(run.clients, run.signal());
    if (attempt.again === undefined) return attempt.done;
    if (isTransient(attempt.error) && tries >= TRIES) throw explain(attempt.error, GENERATE);
    await run.wait(account, attempt.again);
  }
}

async function poll(
  run: Run,
  account: string,
  first: Generation,
): Promise<{ generation: Generation; report: FetchedReport }> {
  let generation = first;
  let failures = 0;
  if (generation === 'STARTED') await run.wait(account, generation);
  for (;;) {
    const attempt = await tryCollect(run.clients, run.signal());
    if (attempt.again === undefined) return { generation, report: attempt.done };
    const { again, error } = attempt;
    if (isAbsent(again) && generation instanceof FetchError) {
      throw refusedAndAbsent(generation, again);
    }
    failures = isTransient(error) ? failures + 1 : 0;
    if (failures >= TRIES) throw explain(error, GET);
    await run.wait(account, again);
    // A report can expire between Generate, which found it valid, and Get.
    if (isAbsent(again) && generation === 'COMPLETE') generation = await generate(run, account);
  }
}
