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
import type { Collector } from './collect';
import type { PlannedAccount } from './manifest';
import { type Clock, type Patience, patience } from './patience';
import { type Meter, type Progress, progressMeter } from './progress';
import { workThrough } from './work-through';

/** What to audit, how, and whom to tell. */
export interface EngineOptions {
  readonly run: RunIdentity;
  readonly accounts: readonly PlannedAccount[];
  readonly collector: Collector;
  readonly planFor: (account: PlannedAccount) => Plan;
  readonly record: (
    account: PlannedAccount,
    result: AuditResult,
  ) => AccountFiles | Promise<AccountFiles>;
  /** Notes that an account is finished: a resumed run leaves it out. */
  readonly log: (record: OrganizationRecord) => void;
  readonly concurrency: number;
  /** Milliseconds that an account may take in each phase. */
  readonly timeout: number;
  readonly clock: Clock;
  /** No account is begun after it; the run can be resumed. */
  readonly signal: AbortSignal;
  /** Cuts off what is begun, too. Without it, `signal` does. */
  readonly abort?: AbortSignal | undefined;
  readonly progress: (progress: Progress) => void;
}

// All reports are started first, so that IAM generates them while others are read.
/** Gives why the run ended early, if it did. Throws what `record` or `log` throw. */
export async function auditAccounts(options: EngineOptions): Promise<string | undefined> {
  const { signal, abort = signal } = options;
  const halt = { soon: new AbortController(), now: new AbortController() };
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
  const shared = { options, meter, halt, waiting: patience(options.timeout, options.clock) };
  try {
    await collectAll(shared, await startAll(shared));
  } finally {
    signal.removeEventListener('abort', stop);
    abort.removeEventListener('abort', cut);
  }
  const { aborted, reason } = halt.soon.signal;
  return aborted ? String(reason) : undefined;
}

interface Shared {
  readonly options: EngineOptions;
  readonly meter: Meter;
  /** What ends a run early: nothing is begun any more, or nothing goes on. */
  readonly halt: { readonly soon: AbortController; readonly now: AbortController };
  readonly waiting: Patience;
}

async function startAll(shared: Shared): Promise<ReadonlyMap<string, Generation>> {
  const { options, meter, halt } = shared;
  const { accounts, collector } = options;
  const generations = new Map<string, Generation>();
  meter.begin('start', 0);
  await workThrough(accounts, { ...options, signal: halt.soon.signal }, (account) =>
    attempt(shared, account, collector.start(account, halt.now.signal), {
      done: (generation) => {
        generations.set(account.id, generation);
        meter.step();
      },
      // Where IAM does not get to it in time, a report may be in store.
      instead: ({ refusal }) => refusal,
    }),
  );
  return generations;
}

async function collectAll(
  shared: Shared,
  generations: ReadonlyMap<string, Generation>,
): Promise<void> {
  const { options, meter, halt } = shared;
  const { run, accounts, collector, planFor } = options;
  const started = accounts.filter(({ id }) => generations.has(id));
  meter.begin('collect', accounts.length - started.length);
  await workThrough(started, { ...options, signal: halt.soon.signal }, (account) => {
    const generation = generations.get(account.id) ?? 'STARTED';
    const collecting = collector.collect(account, generation, halt.now.signal);
    return attempt(shared, account, collecting, {
      done: (collected) =>
        finish(shared, account, judgeAccount(account, collected, planFor(account), run)),
    });
  });
}

interface Then<T> {
  readonly done: (value: T) => void | Promise<void>;
  readonly instead?: (last: Again) => T | undefined;
}

async function attempt<T>(
  shared: Shared,
  account: PlannedAccount,
  outcome: Promise<Attempt<T>>,
  { done, instead }: Then<T>,
): Promise<number | undefined> {
  const { options, halt, waiting } = shared;
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
    await finish(shared, account, unreadable(error, options.planFor(account), options.run));
    return undefined;
  }
  waiting.forget(account.id);
  await done(value);
  return undefined;
}

async function finish(
  { options, meter }: Shared,
  account: PlannedAccount,
  result: AuditResult,
): Promise<void> {
  const { id, name } = account;
  const line = recordOf(account, result, await options.record(account, result), Date.now());
  options.log(line);
  meter.finish({ id, name, status: line.status, reason: line.reason });
}
