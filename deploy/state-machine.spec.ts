import { auditAccount, listAccounts, summarise } from '../support/hosts/lambda';
import {
  type Faults,
  type LocalIam,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../support/local-iam';
import { parseRecord } from '../support/result';
import {
  FUNCTION_ENVIRONMENT,
  localAws,
  type MemoryS3,
  startMemoryS3,
} from '../tools/testing/deploy';
import { type Execution, interpret } from './interpret';

const former = process.env;
const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  process.env = former;
  for (const each of open.splice(0)) await each.close();
});

const FUNCTIONS = { listAccounts, auditAccount, summarise };
const idOf = (index: number) => String(100_000_000_001 + index);
const STUCK = { state: 'STARTED' } as const;

interface Ran extends Execution {
  readonly iam: LocalIam;
  readonly s3: MemoryS3;
}

/** What a run may find besides the faults of AWS. */
interface Circumstances {
  readonly environment?: Readonly<Record<string, string>>;
  readonly prepare?: (s3: MemoryS3) => void;
  readonly unheard?: (state: string) => boolean;
}

async function run(
  count: number,
  faults: Faults = () => undefined,
  { environment, prepare = () => {}, unheard = () => false }: Circumstances = {},
): Promise<Ran> {
  const now = new Date();
  const organization = sampleOrganization(now, count);
  const account = sampleManagementAccount(now);
  const iam = await startLocalIam({ account, organization, faults });
  const s3 = await startMemoryS3();
  open.push(iam, s3);
  prepare(s3);
  process.env = { ...localAws(iam.url, s3.url), ...FUNCTION_ENVIRONMENT, ...environment };
  return { ...(await interpret(FUNCTIONS, s3, unheard)), iam, s3 };
}

/** The status of each account, from the records that the summary is made of. */
function statuses({ s3 }: Ran): Readonly<Record<string, string>> {
  const table = [...s3.objects].find(([key]) => key.startsWith('evidence/tables/accounts/'));
  const records = String(table?.[1]).trim().split('\n').map(parseRecord);
  return Object.fromEntries(records.map((each) => [each?.account, each?.status ?? '']));
}

function reasonOf({ s3 }: Ran, id: string): string {
  const [, record] = [...s3.objects].find(([key]) => key.endsWith(`/records/${id}.json`)) ?? [];
  return parseRecord(String(record))?.reason ?? '';
}

const told = ({ messages }: Execution) =>
  messages
    .filter(({ topic }) => topic === 'accounts')
    .map(({ attributes }) => `${attributes.account} ${attributes.status}`)
    .sort();
const digest = ({ messages }: Execution) => messages.filter(({ topic }) => topic === 'digest');

/** What the sample makes of fifty accounts. */
const FIFTY = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => {
    const failing = index % 5 === 1 ? 'failed' : 'passed';
    return [idOf(index), index === 49 ? 'skipped' : failing];
  }),
);
const FAILED = Object.keys(FIFTY).filter((id) => FIFTY[id] === 'failed');

/** What was asked of AWS, without what differs from account to account and run to run. */
function callsOf({ iam, s3 }: Ran): readonly string[] {
  const stored = s3.calls.map((call) =>
    call
      .replace(/\d{4}-\d\d-\d\dT[\w-]+/, '<run>')
      .replace(/dt=[\d-]+/, 'dt')
      .replace(/\d{12}/, '<account>')
      .replace(/(<run>)\/[\w.]+$/, '$1/<file>'),
  );
  return [...new Set([...iam.requests.map(({ action }) => action), ...stored])].sort();
}

/** All that a run asks for: the roles of the template allow no more. */
const ALLOWED = [
  'AssumeRole',
  'GenerateCredentialReport',
  'GetAccountAuthorizationDetails',
  'GetCallerIdentity',
  'GetCredentialReport',
  'GET evidence/evidence/dt/account=<account>/<run>/<file>',
  'GET work/runs/<run>/<file>',
  'GET work/runs/<run>/records/<account>.json',
  'LIST evidence/evidence/dt/account=<account>/',
  'LIST evidence/evidence/dt/account=<account>/<run>',
  'LIST evidence/evidence/dt=',
  'LIST work/runs/<run>/records/',
  'LIST work/runs/<run>/untold/',
  'ListAccounts',
  'PUT evidence/evidence/dt/account=<account>/<run>/<file>',
  'PUT evidence/organization/dt/<run>/<file>',
  'PUT evidence/tables/accounts/dt/<run>.ndjson',
  'PUT evidence/tables/users/dt/account=<account>/<run>.ndjson',
  'PUT evidence/tables/verdicts/dt/account=<account>/<run>.ndjson.gz',
  'PUT work/runs/<run>/<file>',
  'PUT work/runs/<run>/records/<account>.json',
].sort();

describe('the state machine as it is deployed', () => {
  test('the outcomes are those of the sample, SNS has exactly the failures', async () => {
    // A run of each before, torn, so that it is looked for and named all the same.
    const before = (id: string) =>
      `evidence/evidence/dt=2020-01-01/account=${id}/2020-01-01T02-00-00Z-0a1b2c/manifest.json`;
    const prepare = ({ objects }: MemoryS3) => {
      for (let at = 0; at < 4; at++) objects.set(before(idOf(at)), Buffer.from('{'));
    };
    const ran = await run(4, undefined, { prepare });
    expect(ran.error).toBeUndefined();
    expect(ran.output).toMatchObject({
      exitCode: 1,
      counts: { passed: 3, failed: 1, error: 0, skipped: 0 },
    });
    expect(told(ran)).toEqual([`${idOf(1)} failed`]);
    expect(digest(ran)).toHaveLength(1);
    expect(digest(ran)[0]?.message).toMatch(/^4 accounts listed: 3 passed, 1 failed, 0 could/);
    expect(callsOf(ran)).toEqual(ALLOWED);
    const summary = [...ran.s3.objects].find(([key]) => key.endsWith('/organization.md'));
    expect(String(summary?.[1])).toContain(`[${idOf(1)}](../../../evidence/dt=`);
    // The first step starts the report, the second one is there.
    expect(ran.entered).toMatchObject({ AuditAccount: 8, WaitForReport: 4, TellOfAccount: 1 });
  });

  test('one of fifty fails: the other outcomes are the same, and SNS has it besides', async () => {
    const refused = idOf(7);
    const ran = await run(50, ({ action, account }) =>
      action === 'AssumeRole' && account === refused ? { error: 'AccessDenied' } : undefined,
    );
    expect(ran.error).toBeUndefined();
    expect(statuses(ran)).toEqual({ ...FIFTY, [refused]: 'error' });
    expect(told(ran)).toEqual([...FAILED.map((id) => `${id} failed`), `${refused} error`].sort());
    expect(digest(ran)[0]?.message).toContain(`${refused} dev-0007: AWS refused sts:AssumeRole`);
    expect(ran.output).toMatchObject({
      exitCode: 2,
      counts: { passed: 38, failed: 10, error: 1, skipped: 1 },
    });
  });

  test('an event for each control that failed, ten at a time at the most', async () => {
    const ran = await run(2);
    const failing = FAILED[0] ?? '';
    expect(ran.events.length).toBeGreaterThan(3);
    for (const event of ran.events) {
      expect(event).toMatchObject({
        Source: 'iamspec',
        DetailType: 'Credential Control Failed',
        EventBusName: 'default',
        Detail: { account: failing, profile: 'baseline', evidence: expect.stringMatching(/^s3:/) },
      });
    }
    const prefix = `evidence/evidence/dt=${new Date().toISOString().slice(0, 10)}/account=${failing}/`;
    const files = [...ran.s3.objects.keys()].filter((key) => key.startsWith(prefix));
    expect(files.map((key) => key.split('/').at(-1))).toEqual(
      expect.arrayContaining(['junit.xml', 'manifest.json', 'verdicts.ndjson.gz', 'report.csv']),
    );
  });
});

describe('an account', () => {
  const member = idOf(2);
  const only =
    (step: (call: Parameters<Faults>[0]) => ReturnType<Faults>): Faults =>
    (call) =>
      call.account === member ? step(call) : undefined;

  test('that is throttled and at its limit for a while is waited for', async () => {
    const ran = await run(
      3,
      only(({ action, nth }) => {
        if (action === 'GenerateCredentialReport' && nth < 2) return { error: 'LimitExceeded' };
        if (action === 'GetCredentialReport' && nth < 1) return { error: 'Throttling' };
        return undefined;
      }),
    );
    expect(statuses(ran)[member]).toBe('passed');
    expect(told(ran)).toEqual([`${idOf(1)} failed`]);
  });

  test('that is at its limit for ever, with a report in store, is audited by that one', async () => {
    const ran = await run(
      3,
      only(({ action }) => {
        if (action === 'GenerateCredentialReport') return { error: 'LimitExceeded' };
        return action === 'GetCredentialReport' ? { reportFormat: 'text/csv' } : undefined;
      }),
    );
    expect(statuses(ran)[member]).toBe('passed');
  });

  test.each<[string, Faults, RegExp]>([
    [
      'is never ready',
      only(({ action }) => (action === 'GenerateCredentialReport' ? STUCK : undefined)),
      /did not deliver the credential report in 5 polls, 30 s apart \(last answer: ReportInProgress\)/,
    ],
    [
      'is at its limit for ever',
      only(({ action }) =>
        action === 'GenerateCredentialReport' ? { error: 'LimitExceeded' } : undefined,
      ),
      /could not serve iam:GenerateCredentialReport.*LimitExceeded.*no valid report in store \(ReportNotPresent/,
    ],
    [
      'is throttled for ever',
      only(({ action }) => (action === 'AssumeRole' ? { error: 'Throttling' } : undefined)),
      /in 5 polls.*last answer: Throttling/,
    ],
    [
      'has no role',
      only(({ action }) => (action === 'AssumeRole' ? { error: 'AccessDenied' } : undefined)),
      /AWS refused sts:AssumeRole for arn:aws:iam::100000000003:role\/iamspec-member/,
    ],
    [
      'does not let its report be read',
      only(({ action }) =>
        action === 'GetCredentialReport' ? { error: 'AccessDenied' } : undefined,
      ),
      /AWS refused iam:GetCredentialReport/,
    ],
    [
      'has a report of garbage',
      only(({ action }) =>
        action === 'GetCredentialReport'
          ? { content: Buffer.from('<html>').toString('base64') }
          : undefined,
      ),
      /report/,
    ],
  ])('that %s is an error, and no other is', async (_, faults, why) => {
    const ran = await run(3, faults, { environment: { TOLERATED_FAILURE_PERCENTAGE: '40' } });
    expect(statuses(ran)).toEqual({
      [idOf(0)]: 'passed',
      [idOf(1)]: 'failed',
      [member]: 'error',
    });
    expect(reasonOf(ran, member)).toMatch(why);
    expect(told(ran)).toEqual([`${idOf(1)} failed`, `${member} error`]);
    expect(ran.output).toMatchObject({ exitCode: 2 });
    expect(ran.entered.AuditAccount).toBeLessThanOrEqual(3 + 2 + 5);
  });

  test('is asked once more by a second attempt, which spoils nothing of the first', async () => {
    let cut = 0;
    const ran = await run(2, undefined, {
      prepare: (s3) => {
        s3.refuse = (call) =>
          call.includes(idOf(1)) && call.endsWith('index.html') && cut++ === 0
            ? 'InternalError'
            : undefined;
      },
    });
    expect(statuses(ran)[idOf(1)]).toBe('failed');
    const folders = [...ran.s3.objects.keys()]
      .filter((key) => key.includes(`account=${idOf(1)}`) && key.startsWith('evidence/evidence/'))
      .map((key) => key.split('/').at(-2));
    const [first = '', second = ''] = [...new Set(folders)].sort();
    expect(second).toBe(`${first}.2`);
    expect(folders.filter((folder) => folder === second)).toHaveLength(7);
  });
});

describe('a run', () => {
  test('in which too many accounts could not be checked fails, after the digest', async () => {
    const ran = await run(3, ({ action }) =>
      action === 'AssumeRole' ? { error: 'AccessDenied' } : undefined,
    );
    expect(ran.error).toContain('AuditIncomplete');
    expect(ran.error).toContain('2 of 3 accounts could not be checked');
    expect(digest(ran)[0]?.attributes).toMatchObject({ outcome: 'tooManyErrors' });
  });

  test('of which a record is missing is incomplete, and names the account', async () => {
    const lost = idOf(1);
    const ran = await run(3, undefined, {
      prepare: (s3) => {
        s3.refuse = (call) => (call.includes(`/records/${lost}`) ? 'AccessDenied' : undefined);
      },
    });
    expect(ran.error).toContain('AuditIncomplete');
    expect(told(ran)).toContain(`${lost} error`);
    expect(digest(ran)[0]?.message).toContain('PROBLEMS');
    expect(digest(ran)[0]?.message).toContain(`${lost} dev-0001`);
  });

  test.each([
    ['an event', 'PutEvents', [`${idOf(1)} failed`]],
    ['a message', 'TellOfAccount', []],
  ])('in which %s cannot be sent keeps the outcome, and is incomplete', async (_, deaf, heard) => {
    const ran = await run(3, undefined, { unheard: (state) => state === deaf });
    expect(statuses(ran)).toEqual({
      [idOf(0)]: 'passed',
      [idOf(1)]: 'failed',
      [idOf(2)]: 'passed',
    });
    expect(ran.error).toContain('AuditIncomplete');
    expect(told(ran)).toEqual(heard);
    expect(ran.entered.Done).toBe(3);
    expect(digest(ran)[0]?.attributes).toMatchObject({ outcome: 'incomplete' });
    expect(digest(ran)[0]?.message).toContain(
      `Events or messages could not be sent, though the evidence is kept: ${idOf(1)}.`,
    );
  });

  test('is summed up once more where that was cut off, and finds its own files', async () => {
    let cut = 0;
    const ran = await run(4, undefined, {
      prepare: (s3) => {
        s3.refuse = (call) =>
          call.startsWith('PUT evidence/tables/accounts/') && cut++ === 0
            ? 'InternalError'
            : undefined;
      },
    });
    expect(ran.error).toBeUndefined();
    expect(statuses(ran)).toEqual(Object.fromEntries(Object.entries(FIFTY).slice(0, 4)));
    expect(ran.s3.calls.filter((call) => call.endsWith('/organization.html'))).toEqual([
      expect.stringMatching(/^PUT/),
      expect.stringMatching(/^PUT/),
      expect.stringMatching(/^GET/),
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, Faults | undefined, RegExp]>([
    ['whose profile is unknown', { PROFILE: 'baselin' }, undefined, /There is no profile/],
    [
      'whose role allows too little',
      { PROFILE: 'all', FACT_ACTIONS: '' },
      undefined,
      /FactActions/,
    ],
    ['whose settings are wrong', { POLLS: 'many' }, undefined, /POLLS is .*many/],
    [
      'that may not list the accounts',
      {},
      ({ action }) => (action === 'ListAccounts' ? { error: 'AccessDeniedException' } : undefined),
      /AWS refused organizations:ListAccounts/,
    ],
  ])('%s audits nobody, says so and fails', async (_, environment, faults, why) => {
    const ran = await run(3, faults, { environment });
    expect(ran.error).toContain('AuditFailed');
    expect(ran.messages.map(({ topic }) => topic)).toEqual(['digest']);
    expect(ran.messages[0]?.message).toMatch(why);
    expect(ran.entered.EachAccount).toBeUndefined();
  });
});
