import { setMaxListeners } from 'node:events';
import type { Again, Attempt, Generation } from '../aws';
import {
  type AccountFiles,
  type AuditResult,
  type OrganizationRecord,
  type RunIdentity,
  recordOf,
} from '../result';
import type { Plan } from '../run';
import { CallerError } from './assume-role';
import { judgeAccount, unreadable } from './audit-account';
import type { Clock } from './clock';
import type { Collector } from './collect';
import type { PlannedAccount } from './manifest';
import { type Patience, patience } from './patience';
import { type Meter, type Progress, progressMeter } from './progress';
import { workThrough } from './work-through';

/** What the engine is given. */
export interface EngineOptions {
  readonly run: RunIdentity;
  /** Those that are still to be audited. */
  readonly accounts: readonly PlannedAccount[];
  readonly collector: Collector;
  readonly planFor: (account: PlannedAccount) => Plan;
  /** Writes the evidence of an account, and says where. */
  readonly record: (
    account: PlannedAccount,
    result: AuditResult,
  ) => AccountFiles | Promise<AccountFiles>;
  /** Takes note that an account is finished. What was noted need not be done again. */
  readonly log: (record: OrganizationRecord) => void;
  /** How many accounts at a time. */
  readonly concurrency: number;
  /** Milliseconds that an account may take in each phase. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Stops the run: no account is begun after it, and what is not finished can be resumed. */
  readonly signal: AbortSignal;
  /** Cuts off what is begun, too. Without it, `signal` does. */
  readonly abort?: AbortSignal | undefined;
  readonly progress: (progress: Progress) => void;
}

/**
 * Audits accounts: starts the reports of all first, then collects, judges, records and forgets them
 * one by one. An account that cannot be read is recorded as well, with the reason.
 *
 * @returns why the run ended before all were finished; undefined where it did not
 * @throws what `record` or `log` throw: without evidence there is no going on
 */
export async function auditAccounts(options: EngineOptions): Promise<string | undefined> {
  const { signal, abort = signal } = options;
  const halt = { soon: new AbortController(), now: new AbortController() };
  // As many rest as there are accounts at a time.
  setMaxListeners(0, halt.soon.signal);
  const stop = () => halt.soon.abort('The run was interrupted.');
  const cut = () => {
    stop();
    halt.now.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  abort.addEventListener('abort', cut, { once: true });
  if (signal.aborted) stop();
  if (abort.aborted) cut();
  const meter = progressMeter(options.accounts.length, options.clock, options.progress);
  try {
    const generations = await startAll(options, meter, halt);
    await collectAll(options, meter, halt, generations);
  } finally {
    signal.removeEventListener('abort', stop);
    abort.removeEventListener('abort', cut);
  }
  const { aborted, reason } = halt.soon.signal;
  return aborted ? String(reason) : undefined;
}

/** What ends a run early: nothing is begun any more, or nothing goes on. */
interface Halt {
  readonly soon: AbortController;
  readonly now: AbortController;
}

async function startAll(
  options: EngineOptions,
  meter: Meter,
  halt: Halt,
): Promise<ReadonlyMap<string, Generation>> {
  const { accounts, collector, timeout, clock } = options;
  const generations = new Map<string, Generation>();
  const phase = { options, meter, halt, waiting: patience(timeout, clock) };
  meter.begin('start', 0);
  await workThrough(accounts, { ...options, signal: halt.soon.signal }, (account) =>
    attempt(phase, account, collector.start(account, halt.now.signal), {
      done: (generation) => {
        generations.set(account.id, generation);
        meter.step();
      },
      // Where IAM does not get to it in time, a report may be in store all the same.
      instead: ({ refusal }) => refusal,
    }),
  );
  return generations;
}

async function collectAll(
  options: EngineOptions,
  meter: Meter,
  halt: Halt,
  generations: ReadonlyMap<string, Generation>,
): Promise<void> {
  const { run, accounts, collector, planFor, timeout, clock } = options;
  const started = accounts.filter(({ id }) => generations.has(id));
  const phase = { options, meter, halt, waiting: patience(timeout, clock) };
  meter.begin('collect', accounts.length - started.length);
  await workThrough(started, { ...options, signal: halt.soon.signal }, (account) => {
    const generation = generations.get(account.id) ?? 'STARTED';
    const collecting = collector.collect(account, generation, halt.now.signal);
    return attempt(phase, account, collecting, {
      done: (collected) =>
        finish(options, meter, account, judgeAccount(account, collected, planFor(account), run)),
    });
  });
}

/** What the attempts of a phase share. */
interface Phase {
  readonly options: EngineOptions;
  readonly meter: Meter;
  readonly halt: Halt;
  readonly waiting: Patience;
}

/** What follows from an attempt. */
interface Then<T> {
  readonly done: (value: T) => void | Promise<void>;
  /** What is made do with where the account is not to be asked again. */
  readonly instead?: (last: Again) => T | undefined;
}

/** Deals with what an attempt came to. Gives the time to let the account rest, if it is not done. */
async function attempt<T>(
  { options, meter, halt, waiting }: Phase,
  account: PlannedAccount,
  outcome: Promise<Attempt<T>>,
  { done, instead }: Then<T>,
): Promise<number | undefined> {
  let value: T;
  try {
    const settled = await outcome;
    if (settled.again === undefined) value = settled.done;
    else {
      const rest = waiting.restOf(account.id, settled);
      if (typeof rest === 'number') return rest;
      const last = instead?.(settled);
      if (last === undefined) throw rest;
      value = last;
    }
  } catch (error) {
    // What was cut off says nothing of the account: it is left for a resumed run.
    if (halt.now.signal.aborted) return undefined;
    if (error instanceof CallerError) {
      halt.soon.abort(error.message);
      halt.now.abort();
      return undefined;
    }
    const result = unreadable(error, options.planFor(account), options.run);
    await finish(options, meter, account, result);
    return undefined;
  }
  waiting.forget(account.id);
  await done(value);
  return undefined;
}

async function finish(
  { record, log }: EngineOptions,
  meter: Meter,
  account: PlannedAccount,
  result: AuditResult,
): Promise<void> {
  const files = await record(account, result);
  const { id, name } = account;
  const line = recordOf(account, result, files, Date.now());
  log(line);
  meter.finish({ id, name, status: line.status, reason: line.reason });
}
