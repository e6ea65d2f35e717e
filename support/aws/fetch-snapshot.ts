import { setTimeout as sleep } from 'node:timers/promises';
import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  type GetCredentialReportCommandOutput,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FactName, Snapshot } from '../report';
import type { Clients } from './clients';
import { errorCode, isTransient } from './error-code';
import { explain } from './explain';
import { FetchError } from './fetch-error';
import { fetchFacts } from './fetch-facts';

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

const GENERATE = 'iam:GenerateCredentialReport';
const GET = 'iam:GetCredentialReport';
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
  const caller = await identify(run);
  const [{ generation, answer }, facts] = await Promise.all([
    fetchReport(run, caller.accountId),
    fetchFacts(options.clients.iam, options.facts, run.signal()),
  ]);
  return {
    ...checkAnswer(answer),
    facts,
    origin: { kind: 'live', endpoint: options.clients.foreignEndpoint() },
    caller,
    notes:
      generation instanceof FetchError
        ? [`${generation.message} The report that IAM had in store was used.`]
        : [],
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

async function identify(run: Run): Promise<{ accountId: string; arn: string }> {
  try {
    const { Account, Arn } = await run.clients.sts.send(
      new GetCallerIdentityCommand({}),
      run.signal(),
    );
    if (Account !== undefined && Arn !== undefined) return { accountId: Account, arn: Arn };
  } catch (error) {
    throw explain(error, 'sts:GetCallerIdentity');
  }
  throw new FetchError('The answer to sts:GetCallerIdentity names no account.');
}

/** What became of Generate: IAM's state, or the refusal. */
type Generation = 'STARTED' | 'COMPLETE' | FetchError;

async function generate(run: Run, account: string): Promise<Generation> {
  for (let tries = 1; ; tries++) {
    try {
      const command = new GenerateCredentialReportCommand({});
      const { State } = await run.clients.iam.send(command, run.signal());
      return State === 'COMPLETE' ? 'COMPLETE' : 'STARTED';
    } catch (error) {
      if (errorCode(error) === 'AccessDenied') return explain(error, GENERATE);
      // IAM limits how many reports it generates at a time: that passes, given time.
      const full = errorCode(error) === 'LimitExceeded';
      if (!full && !(isTransient(error) && tries < TRIES)) throw explain(error, GENERATE);
      await run.wait(account, errorCode(error));
    }
  }
}

async function poll(
  run: Run,
  account: string,
  first: Generation,
): Promise<{ generation: Generation; answer: GetCredentialReportCommandOutput }> {
  let generation = first;
  let failures = 0;
  if (generation === 'STARTED') await run.wait(account, generation);
  for (;;) {
    try {
      const command = new GetCredentialReportCommand({});
      return { generation, answer: await run.clients.iam.send(command, run.signal()) };
    } catch (error) {
      const code = errorCode(error);
      const absent = code === 'ReportNotPresent' || code === 'ReportExpired';
      failures = isTransient(error) ? failures + 1 : 0;
      if (absent && generation instanceof FetchError) {
        throw new FetchError(`${generation.message} IAM has no valid report in store (${code}).`);
      }
      if (!absent && code !== 'ReportInProgress' && (failures === 0 || failures >= TRIES)) {
        throw explain(error, GET);
      }
      await run.wait(account, code);
      // A report can expire between Generate, which found it valid, and Get.
      if (absent && generation === 'COMPLETE') generation = await generate(run, account);
    }
  }
}

function checkAnswer({
  Content,
  ReportFormat,
  GeneratedTime,
}: GetCredentialReportCommandOutput): Pick<Snapshot, 'content' | 'generatedTime'> {
  if (ReportFormat === undefined) throw explain(new TypeError('it names no ReportFormat'), GET);
  if (ReportFormat !== 'text/csv') {
    throw new FetchError(`${GET} delivered "${ReportFormat}", expected text/csv.`);
  }
  const generatedTime = GeneratedTime?.getTime();
  if (Content === undefined || generatedTime === undefined || Number.isNaN(generatedTime)) {
    throw new FetchError(`The answer to ${GET} lacks its Content or GeneratedTime.`);
  }
  return { content: Content, generatedTime };
}
