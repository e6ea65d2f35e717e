import { Server } from 'node:http';
import timers from 'node:timers/promises';
import {
  CredentialReportExpiredException,
  CredentialReportNotPresentException,
  CredentialReportNotReadyException,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  IAMServiceException,
  LimitExceededException,
  ListUsersCommand,
  NoSuchEntityException,
  ServiceFailureException,
} from '@aws-sdk/client-iam';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import type { LocalAccount } from './account';
import type { Step } from './script';

const account: LocalAccount = {
  accountId: '000000000000',
  partition: 'aws',
  callerArn: 'arn:aws:iam::000000000000:user/ann',
  report: 'user,arn\n<root_account>,arn:aws:iam::000000000000:root',
  generatedTime: '2026-01-31T08:15:00Z',
  summary: {},
  virtualMfaDevices: [],
  users: [],
};

afterEach(closeSessions);

async function getReport(steps: readonly Step[], attempts = 1) {
  const { iam, endpoint } = await session(
    {
      account,
      script: { GenerateCredentialReport: [{ state: 'COMPLETE' }], GetCredentialReport: steps },
    },
    attempts,
  );
  await iam.send(new GenerateCredentialReportCommand());
  const get = () => iam.send(new GetCredentialReportCommand());
  const calls = () => endpoint.requests.filter(({ action }) => action === 'GetCredentialReport');
  return { get, calls };
}

describe('an error step arrives in the SDK as its class', () => {
  test.each([
    ['ReportNotPresent', 410, CredentialReportNotPresentException],
    ['ReportInProgress', 404, CredentialReportNotReadyException],
    ['ReportExpired', 410, CredentialReportExpiredException],
    ['ServiceFailure', 500, ServiceFailureException],
    ['LimitExceeded', 409, LimitExceededException],
    ['NoSuchEntity', 404, NoSuchEntityException],
    ['Throttling', 400, IAMServiceException],
    ['AccessDenied', 403, IAMServiceException],
    ['ExpiredToken', 403, IAMServiceException],
    ['ServiceUnavailable', 503, IAMServiceException],
    ['MadeUp', 400, IAMServiceException],
  ])('%s, %i', async (error, status, type) => {
    const { iam } = await session({ account, script: { GenerateCredentialReport: [{ error }] } });
    const refused = iam.send(new GenerateCredentialReportCommand());
    await expect(refused).rejects.toBeInstanceOf(type);
    await expect(refused).rejects.toMatchObject({
      Error: { Code: error },
      $metadata: { httpStatusCode: status },
    });
  });

  test('with a status and a message of its own', async () => {
    const { get } = await getReport([
      { error: 'AccessDenied', status: 418, message: 'no <b> & co' },
    ]);
    await expect(get()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'no <b> & co',
      $metadata: { httpStatusCode: 418 },
    });
  });

  test('and is retried by the SDK where it is transient', async () => {
    const { get, calls } = await getReport([{ error: 'Throttling' }, 'default'], 2);
    expect((await get()).$metadata.attempts).toBe(2);
    expect(calls()).toHaveLength(2);
  });
});

describe('steps', () => {
  test('follow one another, the last one repeats, other actions stay built-in', async () => {
    const { iam } = await session({
      account,
      script: {
        GenerateCredentialReport: [
          { error: 'LimitExceeded' },
          { state: 'STARTED', description: 'mine' },
          { state: 'INPROGRESS' },
        ],
      },
    });
    const generate = async () => {
      const { State, Description } = await iam.send(new GenerateCredentialReportCommand());
      return { State, Description };
    };
    await expect(generate()).rejects.toThrow(LimitExceededException);
    expect(await generate()).toEqual({ State: 'STARTED', Description: 'mine' });
    expect(await generate()).toEqual({ State: 'INPROGRESS' });
    expect(await generate()).toEqual({ State: 'INPROGRESS' });
    expect((await iam.send(new ListUsersCommand())).Users).toEqual([]);
  });

  test('a scripted state is what a built-in Get goes by', async () => {
    const { iam } = await session({
      account,
      script: { GenerateCredentialReport: [{ state: 'INPROGRESS' }, { state: 'COMPLETE' }] },
    });
    await iam.send(new GenerateCredentialReportCommand());
    const get = () => iam.send(new GetCredentialReportCommand());
    await expect(get()).rejects.toThrow(CredentialReportNotReadyException);
    await iam.send(new GenerateCredentialReportCommand());
    expect((await get()).ReportFormat).toBe('text/csv');
  });

  test('the built-in behaviour starts afresh after a scripted state', async () => {
    const { iam } = await session({
      account,
      script: { GenerateCredentialReport: [{ state: 'INPROGRESS' }, 'default'] },
    });
    const states = [];
    for (let call = 0; call < 3; call += 1) {
      states.push((await iam.send(new GenerateCredentialReportCommand())).State);
    }
    expect(states).toEqual(['INPROGRESS', 'STARTED', 'COMPLETE']);
  });

  test('delayMs holds the next step back', async () => {
    const { get } = await getReport([
      { delayMs: 80, answer: { error: 'ReportExpired' } },
      { delayMs: 0 },
    ]);
    const pause = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
    await expect(get()).rejects.toThrow(CredentialReportExpiredException);
    expect(pause.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([80]);
    pause.mockRestore();
    expect((await get()).ReportFormat).toBe('text/csv');
  });

  test('reset cuts the connection before any answer', async () => {
    const { get, calls } = await getReport([{ reset: true }, { reset: true }, 'default'], 2);
    await expect(get()).rejects.toThrow(/ECONNRESET/);
    expect((await get()).ReportFormat).toBe('text/csv');
    expect(calls()).toHaveLength(3);
  });

  test.each([0, 100])('truncate cuts the connection after %i bytes', async (bytes) => {
    const { get } = await getReport([{ truncate: bytes }]);
    // Else it would be the idle timeout that ends the connection.
    const idle = jest.spyOn(Server.prototype, 'emit');
    await expect(get()).rejects.toThrow(/aborted/);
    expect(idle.mock.calls.map(([event]) => event)).not.toContain('timeout');
    idle.mockRestore();
  });

  test('truncate sends the bytes before the cut and promises the rest', async () => {
    const { endpoint } = await session({ account, script: { ListUsers: [{ truncate: 18 }] } });
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'ListUsers', Version: '2010-05-08' }),
      headers: { authorization: 'x' },
    });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
    const received: Uint8Array[] = [];
    const reading = async () => {
      for await (const chunk of answer.body ?? []) received.push(chunk);
    };
    await expect(reading()).rejects.toThrow('terminated');
    expect(Buffer.concat(received).toString()).toBe('<ListUsersResponse');
  });

  test('body goes out verbatim', async () => {
    const html = '<!DOCTYPE html><html><br>Sign in to the proxy</html>';
    const { get } = await getReport([
      { body: html, contentType: 'text/html' },
      { body: Buffer.from('<a><b>'), status: 502 },
    ]);
    const proxy = await get().catch((error: unknown) => error);
    expect(proxy).toMatchObject({
      message: expect.stringContaining('XML parse error'),
      $metadata: { httpStatusCode: 200 },
    });
    expect(proxy).toHaveProperty('$response.headers.content-type', 'text/html');
    expect(proxy).toHaveProperty('$response.body', html);
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
  });

  // What the SDK makes of these is why a caller must check what it was given.
  test.each(['', '<html><body>Sign in</body></html>'])(
    'the body "%s" is a success without a report to the SDK',
    async (body) => {
      const { get } = await getReport([{ body }]);
      expect((await get()).Content).toBeUndefined();
    },
  );

  test('content, reportFormat and generatedTime replace one element each', async () => {
    const { get } = await getReport([
      { content: '*not base64*' },
      { content: Buffer.from('other').toString('base64') },
      { reportFormat: 'text/tab-separated-values' },
      { generatedTime: '2024-07-01T00:00:00+00:00' },
      { generatedTime: 'yesterday' },
    ]);
    await expect(get()).rejects.toThrow(/base64/);
    const other = await get();
    expect(Buffer.from(other.Content ?? []).toString()).toBe('other');
    expect(other.GeneratedTime).toEqual(new Date(account.generatedTime));
    expect((await get()).ReportFormat).toBe('text/tab-separated-values');
    expect((await get()).GeneratedTime).toEqual(new Date('2024-07-01T00:00:00Z'));
    await expect(get()).rejects.toThrow(/RFC3339/);
  });

  test.each([3_600_000, -3_600_000])('a clock %i ms ahead is refused once', async (skewMs) => {
    const { get, calls } = await getReport([{ skewMs }], 2);
    expect((await get()).$metadata.attempts).toBe(2);
    expect((await get()).$metadata.attempts).toBe(1);
    expect(calls()).toHaveLength(3);
  });

  test('a skewed clock that is not corrected is RequestTimeTooSkewed', async () => {
    const { get } = await getReport([{ skewMs: 3_600_000 }]);
    await expect(get()).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('four minutes off is not skewed', async () => {
    const { get } = await getReport([{ skewMs: 240_000 }]);
    expect((await get()).$metadata.attempts).toBe(1);
  });
});
