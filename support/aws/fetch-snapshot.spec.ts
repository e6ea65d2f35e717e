import timers from 'node:timers/promises';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { liveAccount } from '../../tools/testing/npm-test';
import type { Script, Step } from '../local-iam';
import type { Snapshot } from '../report';
import { fetchSnapshot } from './fetch-snapshot';

// The pauses tell what happens; nobody has to sit through them.
const pauses: unknown[] = [];

beforeEach(() => {
  pauses.length = 0;
  jest.spyOn(timers, 'setTimeout').mockImplementation(async (pause) => {
    pauses.push(pause);
    return pause as never;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await closeSessions();
});

const GENERATE = 'GenerateCredentialReport';
const GET = 'GetCredentialReport';
const COMPLETE = { state: 'COMPLETE' } as const;
const STARTED = { state: 'STARTED' } as const;
/** Whatever was asked before: the report of the account. */
const REPORT = { reportFormat: 'text/csv' } as const;

const account = liveAccount();

async function fetch(script: Script, timeout = 300_000) {
  const { endpoint, iam, sts } = await session({ account, script });
  const lines: string[] = [];
  const clients = { iam, sts, foreignEndpoint: () => endpoint.url };
  const outcome = fetchSnapshot({
    clients,
    timeout,
    facts: [],
    progress: (line) => lines.push(line),
  });
  const result: Snapshot | Error = await outcome.catch((error: Error) => error);
  const actions = endpoint.requests.map(({ action }) => action).slice(1);
  return { result, actions, lines, endpoint };
}

async function failure(script: Script, timeout?: number): Promise<string> {
  const { result } = await fetch(script, timeout);
  if (!(result instanceof Error)) throw new Error('a snapshot was fetched');
  expect(result.name).toBe('FetchError');
  return result.message;
}

const errors = (error: string, count: number): Step[] => Array(count).fill({ error });

describe('the snapshot', () => {
  test('holds the bytes, the time, the caller and where they came from', async () => {
    const { result, endpoint, lines } = await fetch({ [GENERATE]: [COMPLETE] });
    expect(result).toEqual({
      content: new Uint8Array(Buffer.from(account.report)),
      generatedTime: Date.parse(account.generatedTime),
      origin: { kind: 'live', endpoint: endpoint.url },
      caller: { accountId: account.accountId, arn: account.callerArn },
      facts: {},
      notes: [],
    });
    expect(lines).toEqual([]);
    expect(pauses).toEqual([]);
  });

  test.each(['2026-09-11T13:14:52Z', '2026-09-11T13:14:52+00:00', '2026-09-11T13:14:52.000Z'])(
    'GeneratedTime may be written %s',
    async (generatedTime) => {
      const { result } = await fetch({ [GENERATE]: [COMPLETE], [GET]: [{ generatedTime }] });
      expect(result).toHaveProperty('generatedTime', Date.UTC(2026, 8, 11, 13, 14, 52));
    },
  );
});

describe('the pauses', () => {
  test('grow from 1 s to 5 s, under one line of progress', async () => {
    const { result, lines } = await fetch({
      [GENERATE]: [STARTED],
      [GET]: [...errors('ReportInProgress', 6), REPORT],
    });
    expect(result).not.toBeInstanceOf(Error);
    expect(pauses).toEqual([1000, 1500, 2250, 3375, 5000, 5000, 5000]);
    expect(lines).toHaveLength(1);
  });

  test('never reach past the deadline', async () => {
    const message = await failure(
      { [GENERATE]: [COMPLETE], [GET]: errors('ReportInProgress', 1) },
      3000,
    );
    expect(message).toMatch(/within 3 s \(last answer: ReportInProgress\)/);
    expect(pauses.every((pause) => Number(pause) <= 3000)).toBe(true);
  });
  test('do not outlast the deadline where a call is never answered', async () => {
    jest.restoreAllMocks();
    const message = await failure({ [GENERATE]: [COMPLETE], [GET]: [{ delayMs: 60_000 }] }, 500);
    expect(message).toMatch(/within 0\.5 s \(last answer: COMPLETE, then TimeoutError\)/);
  });
});

describe('Generate', () => {
  test('is called once, however long IAM takes', async () => {
    const { actions } = await fetch({
      [GENERATE]: [STARTED],
      [GET]: [...errors('ReportNotPresent', 2), ...errors('ReportInProgress', 2), REPORT],
    });
    expect(actions.filter((action) => action === GENERATE)).toHaveLength(1);
  });

  test('is called again where the report that it found expired before Get', async () => {
    const { result, actions } = await fetch({
      [GENERATE]: [COMPLETE, STARTED],
      [GET]: [{ error: 'ReportExpired' }, { error: 'ReportInProgress' }, REPORT],
    });
    expect(result).not.toBeInstanceOf(Error);
    expect(actions).toEqual([GENERATE, GET, GENERATE, GET, GET]);
  });

  test('waits while IAM has no capacity, beyond the tries that other errors get', async () => {
    const { result } = await fetch({ [GENERATE]: [...errors('LimitExceeded', 8), COMPLETE] });
    expect(result).not.toBeInstanceOf(Error);
    expect(pauses).toHaveLength(8);
  });

  test.each(['ServiceFailure', 'Throttling', 'InternalFailure', 'ServiceUnavailable'])(
    'gives up on %s after five tries; with none in store that is the end',
    async (error) => {
      const script = { [GENERATE]: errors(error, 1), [GET]: errors('ReportNotPresent', 1) };
      const { actions } = await fetch(script);
      expect(actions).toEqual([...Array(5).fill(GENERATE), GET]);
      expect(await failure(script)).toMatch(
        /IAM could not serve iam:GenerateCredentialReport, again and again.* no valid report in store/,
      );
    },
  );

  test.each([
    ['LimitExceeded', 2500],
    ['Throttling', 300_000],
    ['ServiceFailure', 300_000],
  ])('%s without end while Get has a report: goes on, with a note', async (error, timeout) => {
    const { result } = await fetch({ [GENERATE]: errors(error, 1), [GET]: [REPORT] }, timeout);
    expect(result).toHaveProperty('content', new Uint8Array(Buffer.from(account.report)));
    expect(result).toHaveProperty('notes', [
      expect.stringMatching(
        `^IAM could not serve iam:GenerateCredentialReport.*${error}.* in store was used\\.$`,
      ),
    ]);
  });

  test('at its limit beyond the timeout, and none in store: names both', async () => {
    const script = { [GENERATE]: errors('LimitExceeded', 1), [GET]: errors('ReportExpired', 1) };
    expect(await failure(script, 2500)).toMatch(
      /LimitExceeded: No more capacity.*no valid report in store \(ReportExpired\)/,
    );
  });

  test('cut off after IAM had answered: quotes the answer', async () => {
    jest.restoreAllMocks();
    const script = {
      [GENERATE]: [{ error: 'LimitExceeded' }, { delayMs: 60_000 }],
      [GET]: errors('ReportNotPresent', 1),
    };
    expect(await failure(script, 1500)).toMatch(/LimitExceeded: No more capacity/);
  });

  test('refused while Get has a report: goes on, with a note', async () => {
    const { result } = await fetch({ [GENERATE]: errors('AccessDenied', 1), [GET]: [REPORT] });
    expect(result).toHaveProperty('notes', [
      expect.stringMatching(/^AWS refused iam:GenerateCredentialReport .* in store was used\.$/),
    ]);
  });

  test('refused the second time, after the report expired: the note says so as well', async () => {
    const { result } = await fetch({
      [GENERATE]: [COMPLETE, { error: 'AccessDenied' }],
      [GET]: [{ error: 'ReportExpired' }, REPORT],
    });
    expect(result).toHaveProperty('notes', [
      expect.stringMatching(/^AWS refused iam:GenerateCredentialReport/),
    ]);
  });

  test.each(['ReportNotPresent', 'ReportExpired'])(
    'refused while Get says %s: names both',
    async (error) => {
      expect(
        await failure({ [GENERATE]: errors('AccessDenied', 1), [GET]: errors(error, 1) }),
      ).toMatch(
        new RegExp(
          `refused iam:GenerateCredentialReport.* no valid report in store \\(${error}\\)`,
        ),
      );
    },
  );

  test.each(['ValidationError', 'SomethingNew'])('does not try %s again', async (error) => {
    const { result, actions } = await fetch({ [GENERATE]: errors(error, 1) });
    expect(result).toBeInstanceOf(Error);
    expect(actions).toEqual([GENERATE]);
  });
});

describe('Get', () => {
  test('gives up on errors that stay after five tries in a row', async () => {
    const { actions } = await fetch({ [GENERATE]: [COMPLETE], [GET]: errors('ServiceFailure', 1) });
    expect(actions).toEqual([GENERATE, ...Array(5).fill(GET)]);
  });

  test('counts those in a row only', async () => {
    const four = errors('Throttling', 4);
    const { result } = await fetch({
      [GENERATE]: [COMPLETE],
      [GET]: [...four, { error: 'ReportInProgress' }, ...four, REPORT],
    });
    expect(result).not.toBeInstanceOf(Error);
  });

  test.each([
    ['ExpiredToken', /did not accept the credentials at iam:GetCredentialReport/],
    ['AccessDenied', /AWS refused iam:GetCredentialReport/],
    ['SomethingNew', /iam:GetCredentialReport was not understood/],
  ])('does not try %s again', async (error, why) => {
    const script = { [GENERATE]: [COMPLETE], [GET]: errors(error, 1) };
    const { actions } = await fetch(script);
    expect(actions).toEqual([GENERATE, GET]);
    expect(await failure(script)).toMatch(why);
  });

  test.each([
    ['no base64', { content: '!!!!' }, /was not understood/],
    ['base64 that is cut off', { content: 'dXNlcixhcm4' }, /was not understood/],
    ['another format', { reportFormat: 'text/html' }, /delivered "text\/html"/],
    ['a format in other letters', { reportFormat: 'TEXT/CSV' }, /delivered "TEXT\/CSV"/],
    ['a date that is none', { generatedTime: 'soon' }, /was not understood/],
    ['no date', { generatedTime: '' }, /not understood|lacks its Content or GeneratedTime/],
  ])('refuses %s', async (_, step, why) => {
    expect(await failure({ [GENERATE]: [COMPLETE], [GET]: [step] })).toMatch(why);
  });

  test.each([
    ['an empty body', ''],
    ['a page that is well-formed XML', '<html><body>Please sign in</body></html>'],
    ['a page that is not', '<!DOCTYPE html><html><body>Sign in<br></body></html>'],
  ])('takes %s for what a proxy says, and says so', async (_, body) => {
    const step = { body, contentType: 'text/html' };
    const message = await failure({ [GENERATE]: [COMPLETE], [GET]: [step] });
    expect(message).toMatch(/iam:GetCredentialReport/);
    expect(message).toMatch(/proxy/);
  });
});

describe('GetCallerIdentity', () => {
  test.each([
    ['ExpiredToken', /did not accept the credentials at sts:GetCallerIdentity \(ExpiredToken/],
    ['InvalidClientTokenId', /did not accept .* in any partition but aws .* set AWS_REGION/],
    ['AccessDenied', /refused sts:GetCallerIdentity/],
  ])('%s ends the run before anything is asked of IAM', async (error, why) => {
    const script = { GetCallerIdentity: errors(error, 1) };
    expect((await fetch(script)).actions).toEqual([]);
    expect(await failure(script)).toMatch(why);
  });

  test('an answer that names no account ends the run too', async () => {
    const body =
      '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>';
    expect(await failure({ GetCallerIdentity: [{ body }] })).toMatch(/names no account/);
  });
});
