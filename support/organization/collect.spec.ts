import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { plannedAccount } from '../../tools/testing/organization';
import { csv, rootRow } from '../../tools/testing/report';
import { type Attempt, FetchError, type Generation } from '../aws';
import { reportAccount, type Script, type Step } from '../local-iam';
import type { Enter } from './assume-role';
import { awsCollector } from './collect';

afterEach(closeSessions);

const GENERATE = 'GenerateCredentialReport';
const GET = 'GetCredentialReport';
const account = reportAccount(csv([rootRow()]), '2025-06-30T12:00:00Z');
const caller = { accountId: account.accountId, arn: 'arn:aws:sts::111122223333:assumed-role/a/b' };
const target = plannedAccount(account.accountId);
const { signal } = new AbortController();

async function collector(script: Script, enter?: Enter, factsTimeout?: number) {
  const { endpoint, iam, sts } = await session({ account, script });
  const clients = { iam, sts, foreignEndpoint: () => endpoint.url };
  const entering: Enter = enter ?? (async () => ({ done: { clients, caller } }));
  const actions = () => endpoint.requests.map(({ action }) => action);
  return { ...awsCollector(entering, () => ['accountSummary'], factsTimeout), actions, endpoint };
}

async function start(step: Step) {
  const { start: begin } = await collector({ [GENERATE]: [step] });
  return begin(target, signal);
}

async function collect(generation: Generation, script: Script) {
  const { collect: read, actions } = await collector(script);
  const outcome = await read(target, generation, signal).catch((error: Error) => error);
  return { outcome, actions: actions() };
}

const again = (attempt: Attempt<unknown> | Error) => 'again' in attempt && attempt.again;

describe('start', () => {
  test.each<[Step, Generation]>([
    [{ state: 'STARTED' }, 'STARTED'],
    [{ state: 'INPROGRESS' }, 'STARTED'],
    [{ state: 'COMPLETE' }, 'COMPLETE'],
  ])('%j: %s', async (step, generation) => {
    expect(await start(step)).toEqual({ done: generation });
  });

  test('refused is an outcome too: a report may be in store', async () => {
    expect((await start({ error: 'AccessDenied' })).done).toBeInstanceOf(FetchError);
  });

  test.each(['LimitExceeded', 'Throttling', 'ServiceFailure'])('%s passes', async (error) => {
    expect(again(await start({ error }))).toBe(error);
  });

  test.each(['LimitExceeded', 'Throttling', 'ServiceFailure'])(
    '%s without end is a refusal: a report may be in store',
    async (error) => {
      expect(await start({ error })).toHaveProperty(
        'refusal.message',
        expect.stringMatching(`could not serve iam:GenerateCredentialReport.*${error}`),
      );
    },
  );

  test('other errors do not', async () => {
    await expect(start({ error: 'ValidationError' })).rejects.toThrow(FetchError);
  });

  test('where nobody is let in for now, nothing is asked', async () => {
    const busy = { again: 'Throttling', error: undefined };
    const { start: begin, collect: read, actions } = await collector({}, async () => busy);
    expect(await begin(target, signal)).toBe(busy);
    expect(await read(target, 'STARTED', signal)).toBe(busy);
    expect(actions()).toEqual([]);
  });
});

describe('collect', () => {
  test('gives all that was read, and when', async () => {
    const { collect: read, endpoint } = await collector({ [GET]: [{ reportFormat: 'text/csv' }] });
    const before = Date.now();
    const { done } = await read(target, 'STARTED', signal);
    expect(done?.readAt).toBeGreaterThanOrEqual(before);
    expect(done?.snapshot).toEqual({
      content: new Uint8Array(Buffer.from(account.report)),
      generatedTime: Date.UTC(2025, 5, 30, 12),
      facts: { accountSummary: { refused: expect.stringMatching(/GetAccountSummary/) } },
      origin: { kind: 'live', endpoint: endpoint.url },
      caller,
      notes: [],
    });
  });

  test('facts that take too long are not known; the report is, all the same', async () => {
    const script: Script = {
      GetAccountSummary: [{ delayMs: 5000 }],
      [GET]: [{ reportFormat: 'text/csv' }],
    };
    const { collect: read } = await collector(script, undefined, 50);
    const { done } = await read(target, 'STARTED', signal);
    expect(done?.snapshot.facts).toEqual({
      accountSummary: { refused: expect.stringMatching('iam:GetAccountSummary.*TimeoutError') },
    });
  });

  test.each(['ReportInProgress', 'ReportNotPresent', 'Throttling', 'ServiceFailure'])(
    '%s after a start: asks again, and has nothing generated anew',
    async (error) => {
      const { outcome, actions } = await collect('STARTED', { [GET]: [{ error }] });
      expect(again(outcome)).toBe(error);
      expect(actions).toEqual([GET]);
    },
  );

  test('a report that expired after it was found is generated anew', async () => {
    const { outcome, actions } = await collect('COMPLETE', { [GET]: [{ error: 'ReportExpired' }] });
    expect(again(outcome)).toBe('ReportExpired');
    expect(actions).toEqual([GET, GENERATE]);
  });

  test('where a new one cannot be had either, that is what AWS said last', async () => {
    const script = {
      [GET]: [{ error: 'ReportExpired' }],
      [GENERATE]: [{ error: 'LimitExceeded' }],
    };
    const { outcome } = await collect('COMPLETE', script);
    expect(again(outcome)).toBe('LimitExceeded');
  });

  const refusal = new FetchError('AWS refused iam:GenerateCredentialReport.');

  test('a report in store though Generate was refused: a note', async () => {
    const { outcome } = await collect(refusal, { [GET]: [{ reportFormat: 'text/csv' }] });
    expect(outcome).toHaveProperty('done.snapshot.notes', [
      'AWS refused iam:GenerateCredentialReport. The report that IAM had in store was used.',
    ]);
  });

  test.each<[Generation, Script]>([
    [refusal, { [GET]: [{ error: 'ReportNotPresent' }] }],
    ['COMPLETE', { [GET]: [{ error: 'ReportExpired' }], [GENERATE]: [{ error: 'AccessDenied' }] }],
  ])('none in store, and none will come', async (generation, script) => {
    const { outcome } = await collect(generation, script);
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(/^AWS refused iam:Gen.* IAM has no valid report in store \(Report/),
    );
  });

  test.each([{ error: 'AccessDenied' }, { reportFormat: 'text/html' }, { content: '!!' }])(
    '%j does not pass',
    async (step) => {
      const { outcome } = await collect('STARTED', { [GET]: [step] });
      expect(outcome).toBeInstanceOf(FetchError);
    },
  );

  test('a run that is stopped cuts off what hangs', async () => {
    const { collect: read } = await collector({ [GET]: [{ delayMs: 60_000 }] });
    const stop = new AbortController();
    const reading = read(target, 'STARTED', stop.signal);
    stop.abort();
    expect(again(await reading)).toBe('TimeoutError');
  });
});
