import { FetchError, type Generation, lastAnswer } from '../../aws';
import {
  awsCollector,
  type Collected,
  type Collector,
  judgeAccount,
  makePlans,
  type PlannedAccount,
  unreadable,
} from '../../organization';
import { FACTS, type FactName } from '../../report';
import { type OrganizationRecord, recordOf } from '../../result';
import { neededFacts, newRun, type Plan, wantedFacts } from '../../run';
import { AUDIT, plannedAccount, type RunEvent, sentenceOf, type Waiting } from './events';
import { keepEvidence, unusedId } from './keep-evidence';
import { keysOf } from './keys';
import {
  batches,
  controlEvents,
  type Entry,
  fitting,
  type Notification,
  notificationOf,
} from './notify';
import { connectFor, planSettings, readStack, type Stack } from './stack';
import { openStore } from './store';

/** What came of an account, and who is to be told. */
export interface Finished {
  readonly state: 'finished';
  readonly status: OrganizationRecord['status'];
  readonly notification: Notification;
  /** Each holds as many events as EventBridge takes at a time. */
  readonly batches: readonly { readonly entries: readonly Entry[] }[];
}

/** Asks IAM for the report, or audits it. What cannot be read is kept as an error for each control. */
export async function auditAccount(event: unknown): Promise<Waiting | Finished> {
  const { run, account: item, step, error } = AUDIT.parse(event);
  const stack = readStack(process.env);
  const account = plannedAccount(item);
  const context = { stack, run, account, plan: planOf(stack, account) };
  if (error) return finish(context, new FetchError(sentenceOf(error)));
  const reading = await read(context, step?.value).catch(expected);
  if (reading instanceof Error || 'snapshot' in reading) return finish(context, reading);
  if (reading.poll < stack.polls) return reading;
  return finish(context, neverReady(stack, reading));
}

interface Context {
  readonly stack: Stack;
  readonly run: RunEvent;
  readonly account: PlannedAccount;
  readonly plan: Plan;
}

async function read(context: Context, before: Waiting | undefined): Promise<Waiting | Collected> {
  const { account, stack } = context;
  const collector = await collectorOf(context);
  const { signal } = new AbortController();
  const poll = (before?.poll ?? 0) + 1;
  const last = before?.last;
  let generation = before?.generation ?? undefined;
  if (generation === undefined) {
    const started = await collector.start(account, signal);
    if (started.again === undefined) generation = written(started.done);
    // Where IAM does not get to it in time, a report may be in store all the same.
    else if (started.refusal && poll >= stack.polls) generation = written(started.refusal);
    else return waiting(poll, null, lastAnswer(started) ?? last ?? started.again);
    if (generation === 'STARTED') return waiting(poll, generation, generation);
  }
  const collected = await collector.collect(account, generationOf(generation), signal);
  return collected.again === undefined
    ? collected.done
    : waiting(poll, generation, lastAnswer(collected) ?? last ?? collected.again);
}

function waiting(poll: number, generation: Waiting['generation'], last: string): Waiting {
  return { state: 'waiting', poll, generation, last };
}

function written(generation: Generation): NonNullable<Waiting['generation']> {
  return generation instanceof FetchError ? { refused: generation.message } : generation;
}

function generationOf(generation: NonNullable<Waiting['generation']>): Generation {
  return typeof generation === 'string' ? generation : new FetchError(generation.refused);
}

function expected(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  throw error;
}

function neverReady({ polls, waitSeconds }: Stack, { last }: Waiting): FetchError {
  return new FetchError(
    `IAM did not deliver the credential report in ${polls} polls, ${waitSeconds} s apart (last ` +
      `answer: ${last}). It may be there at the next run; else raise the parameter Polls.`,
  );
}

async function finish(context: Context, reading: Collected | FetchError): Promise<Finished> {
  const { stack, run, account, plan } = context;
  const evidence = openStore(stack.evidence);
  const id = await unusedId(evidence, keysOf(run).evidence(account.id), run.id);
  const identity = { ...newRun(plan.settings), id, startedAt: run.startedAt };
  const result =
    reading instanceof FetchError
      ? unreadable(reading, plan, identity)
      : judgeAccount(account, reading, plan, identity);
  const files = await keepEvidence(evidence, run, account.id, result);
  const key = keysOf(run).record(account.id);
  const record = recordOf(account, result, files, Date.now());
  await openStore(stack.work).put(key, `${JSON.stringify(record)}\n`, 'application/json');
  const { entries, left } = fitting(controlEvents(stack, run, record, result));
  return {
    state: 'finished',
    status: record.status,
    notification: notificationOf(stack, run, record, left),
    batches: batches(entries),
  };
}

const plans = new Map<string, Plan>();

function planOf(stack: Stack, { profile }: PlannedAccount): Plan {
  const key = `${profile} ${stack.failOn}`;
  const plan = plans.get(key) ?? makePlans(planSettings(stack), [profile]).get(profile);
  if (!plan) throw new Error(`there is no plan for the profile ${profile}`);
  plans.set(key, plan);
  return plan;
}

// Tags tell owners alone: where the stack may not ask for them, the audit goes on without.
function allowedFacts(plan: Plan, { actions }: Stack): readonly FactName[] {
  const needed = neededFacts(plan);
  return wantedFacts(plan).filter(
    (fact) => needed.includes(fact) || FACTS[fact].actions.every((each) => actions.includes(each)),
  );
}

const connections = new Map<string, ReturnType<typeof connectFor>>();

async function collectorOf({ stack, run, plan }: Context): Promise<Collector> {
  const connection = connections.get(run.id) ?? connectFor(stack, run);
  connections.clear();
  connections.set(run.id, connection);
  try {
    const { enter } = await connection;
    return awsCollector(enter, () => allowedFacts(plan, stack));
  } catch (error) {
    connections.clear();
    throw error;
  }
}
