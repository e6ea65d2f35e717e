import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  type GetCredentialReportCommandOutput,
} from '@aws-sdk/client-iam';
import type { Snapshot } from '../report';
import type { Clients } from './clients';
import { answerOf, errorCode, isTransient } from './error-code';
import { explain, FetchError } from './explain';

/** What became of Generate: IAM's state, or the refusal. */
export type Generation = 'STARTED' | 'COMPLETE' | FetchError;

/** What one call came to: what it was for, or why to ask again. */
export type Attempt<T> = { readonly done: T; readonly again?: never } | Again;

/** An attempt to be made again. */
export interface Again {
  /** Why: an error code, or IAM's state. */
  readonly again: string;
  readonly error: unknown;
  /** Of Generate: the outcome where there is no time left to ask again. */
  readonly refusal?: FetchError;
  /** Of Get: true where IAM is to be asked to generate the report anew. */
  readonly expired?: boolean;
  readonly done?: never;
}

/** The report's part of a snapshot. */
export type FetchedReport = Pick<Snapshot, 'content' | 'generatedTime'>;

interface Reached {
  readonly generation: Generation;
  readonly report: FetchedReport | undefined;
}

/** Ends a call, as the SDK's second argument. */
export interface Until {
  readonly abortSignal: AbortSignal;
}

/** The action of a first step. */
export const GENERATE = 'iam:GenerateCredentialReport';
/** The action of all other steps. */
export const GET = 'iam:GetCredentialReport';

/** Asks to generate a report (`generation` undefined) or for it. Throws where asking again would not help. */
export async function takeStep(
  clients: Pick<Clients, 'iam'>,
  generation: Generation | undefined,
  until: Until,
): Promise<Attempt<Reached>> {
  if (generation === undefined) {
    const started = await startReport(clients, until);
    if (started.again !== undefined) return started;
    return { done: { generation: started.done, report: undefined } };
  }
  const got = await getReport(clients, until);
  if (got.again === undefined) return { done: { generation, report: got.done } };
  if (!isAbsent(got.again)) return got;
  if (generation instanceof FetchError) throw refusedAndAbsent(generation, got.again);
  return { ...got, expired: generation === 'COMPLETE' };
}

// A refusal is an outcome too, since IAM may have a report in store.
async function startReport(
  { iam }: Pick<Clients, 'iam'>,
  until: Until,
): Promise<Attempt<Generation>> {
  try {
    const { State } = await iam.send(new GenerateCredentialReportCommand({}), until);
    return { done: State === 'COMPLETE' ? 'COMPLETE' : 'STARTED' };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'AccessDenied') return { done: explain(error, GENERATE) };
    if (code !== 'LimitExceeded' && !isTransient(error)) throw explain(error, GENERATE);
    return { again: code, error, refusal: explain(error, GENERATE) };
  }
}

async function getReport(
  { iam }: Pick<Clients, 'iam'>,
  until: Until,
): Promise<Attempt<FetchedReport>> {
  try {
    return { done: checkAnswer(await iam.send(new GetCredentialReportCommand({}), until)) };
  } catch (error) {
    const code = errorCode(error);
    if (isAbsent(code) || code === 'ReportInProgress' || isTransient(error)) {
      return { again: code, error };
    }
    throw error instanceof FetchError ? error : explain(error, GET);
  }
}

function isAbsent(code: string): boolean {
  return code === 'ReportNotPresent' || code === 'ReportExpired';
}

/** Milliseconds before the next of `tries` calls: 1 s, then half as long again up to `longest`. */
export function risingPause(tries: number, longest: number): number {
  return Math.min(1000 * 1.5 ** (tries - 1), longest);
}

/** IAM's last answer to an attempt, for a message; undefined where none came. */
export function lastAnswer({ again, error }: Pick<Again, 'again' | 'error'>): string | undefined {
  return error === undefined ? again : answerOf(error);
}

/** Why there is no report, and none will come: Generate was refused. */
export function refusedAndAbsent(refusal: FetchError, code: string): FetchError {
  return new FetchError(`${refusal.message} IAM has no valid report in store (${code}).`);
}

/** What a snapshot notes where Generate was refused and IAM had a report in store. */
export function generationNotes(generation: Generation): readonly string[] {
  if (!(generation instanceof FetchError)) return [];
  return [`${generation.message} The report that IAM had in store was used.`];
}

function checkAnswer({
  Content,
  ReportFormat,
  GeneratedTime,
}: GetCredentialReportCommandOutput): FetchedReport {
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
