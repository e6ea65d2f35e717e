import { randomUUID } from 'node:crypto';
import {
  type RunOptions,
  StateMachine,
  type StateMachineDefinition,
} from 'aws-local-stepfunctions';
import { z } from 'zod';
import { type MemoryS3, machineText } from '../tools/testing/deploy';

// The interpreter is for Node 22 on, and this is all that it needs of it.
if (!('withResolvers' in Promise)) {
  Object.defineProperty(Promise, 'withResolvers', {
    value: () => {
      const settle: Record<string, unknown> = {};
      const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
      return { ...settle, promise };
    },
  });
}

type Call = (event: unknown) => Promise<unknown>;

/** The functions of the stack. */
export interface Functions {
  readonly listAccounts: Call;
  readonly auditAccount: Call;
  readonly summarise: Call;
}

/** What was sent to a topic. */
export interface Message {
  readonly topic: string;
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What an execution came to; `error`: why it failed. */
export interface Execution {
  readonly output: unknown;
  readonly error: string | undefined;
  readonly messages: readonly Message[];
  readonly events: readonly unknown[];
  /** How often, by state. */
  readonly entered: Readonly<Record<string, number>>;
}

/** Executes the deployed state machine, its map made inline, without waiting; `unheard` states fail. */
export async function interpret(
  functions: Functions,
  s3: MemoryS3,
  unheard: (state: string) => boolean = () => false,
): Promise<Execution> {
  const told = audience();
  const handlers = { ...invocations(functions, s3), ...keeping(s3), ...silenced(told, unheard) };
  const definition: StateMachineDefinition = JSON.parse(machineText(), inline);
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const states = Object.keys(handlers);
  const run = machine.run(
    {},
    {
      overrides: {
        taskResourceLocalHandlers: handlers,
        waitTimeOverrides: { WaitForReport: 0 },
        retryIntervalOverrides: Object.fromEntries(states.map((name) => [name, 0])),
      },
      context: { Execution: { Name: randomUUID(), StartTime: new Date().toISOString() } },
    },
  );
  const counting = countEntered(run.eventLogs);
  const outcome = await run.result.then(
    (output) => ({ output, error: undefined }),
    (error: Error) => ({ output: undefined, error: `${error.message} ${causeOf(error)}` }),
  );
  return { ...outcome, ...told, entered: await counting };
}

type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

const INVOCATION = z.object({ Payload: z.unknown() });
const LISTED = z.looseObject({ accounts: z.object({ bucket: z.string(), key: z.string() }) });

function invocations(functions: Functions, s3: MemoryS3): Handlers {
  const invoke = (call: Call) => async (input: unknown) => {
    const { Payload } = INVOCATION.parse(input);
    return { Payload: jsonOf(await call(jsonOf(Payload))) };
  };
  return {
    ListAccounts: invoke(async (event) => {
      const listed = LISTED.parse(await functions.listAccounts(event));
      const { bucket, key } = listed.accounts;
      return { ...listed, items: JSON.parse(String(s3.objects.get(`${bucket}/${key}`))) };
    }),
    AuditAccount: invoke(functions.auditAccount),
    RecordFailure: invoke(functions.auditAccount),
    Summarise: invoke(functions.summarise),
  };
}

const PUT = z.object({ Bucket: z.string(), Key: z.string(), Body: z.string() });

function keeping(s3: MemoryS3): Handlers {
  const put = (input: unknown) => {
    const { Bucket, Key, Body } = PUT.parse(input);
    s3.objects.set(`${Bucket}/${Key}`, Buffer.from(Body));
    return {};
  };
  return { KeepWithoutEvents: put, KeepWithoutMessage: put };
}

function silenced(
  { handlers }: ReturnType<typeof audience>,
  unheard: (state: string) => boolean,
): Handlers {
  const entries = Object.entries(handlers).map(([name, tell]) => {
    const attempt = (input: unknown) => {
      if (unheard(name)) throw new Error(`${name} is refused`);
      return tell(input);
    };
    return [name, attempt] as const;
  });
  return Object.fromEntries(entries);
}

const MESSAGE = z.looseObject({
  TopicArn: z.string(),
  Subject: z.string().max(100),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })),
});
const EVENTS = z.object({ Entries: z.array(z.unknown()).max(10) });

function audience() {
  const messages: Message[] = [];
  const events: unknown[] = [];
  const publish = (input: unknown) => {
    const { TopicArn, Subject, Message, MessageAttributes } = MESSAGE.parse(input);
    const attributes = Object.entries(MessageAttributes).map(([k, v]) => [k, v.StringValue]);
    messages.push({
      topic: TopicArn.split(':').at(-1) ?? '',
      subject: Subject,
      message: Message,
      attributes: Object.fromEntries(attributes),
    });
    return {};
  };
  const putEvents = (input: unknown) => {
    events.push(...EVENTS.parse(input).Entries);
    return {};
  };
  const topics = ['TellOfAccount', 'TellOfNoRecord', 'TellOfRun', 'TellOfNoRun'];
  const handlers = {
    ...Object.fromEntries(topics.map((name) => [name, publish])),
    PutEvents: putEvents,
  };
  return { messages, events, handlers };
}

async function countEntered(log: ReturnType<StateMachine['run']>['eventLogs']) {
  const entered: Record<string, number> = {};
  for await (const event of log) {
    if (event.type !== 'StateEntered') continue;
    entered[event.state.name] = (entered[event.state.name] ?? 0) + 1;
  }
  return entered;
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}

// What goes from state to state is JSON.
function jsonOf(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? null));
}

// The interpreter knows inline maps alone. A reviver: called for each value of the machine.
function inline(key: string, value: unknown): unknown {
  if (key === 'ProcessorConfig') return { Mode: 'INLINE' };
  const isMap = typeof value === 'object' && value !== null && 'ItemReader' in value;
  if (!isMap) return value;
  const others = Object.entries(value).filter(([name]) => !DISTRIBUTED.includes(name));
  return { ...Object.fromEntries(others), ItemsPath: '$.items' };
}

const DISTRIBUTED = ['ItemReader', 'ResultWriter', 'Label', 'ToleratedFailurePercentagePath'];
