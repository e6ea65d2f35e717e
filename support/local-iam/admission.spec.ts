import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { LONGEST_BODY } from './admission';
import { sampleAccount } from './sample-account';
import { type LocalIam, startLocalIam } from './server';

let iam: LocalIam;
beforeEach(async () => {
  iam = await startLocalIam({ account: sampleAccount(new Date()) });
});
afterEach(() => iam.close());

const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=demo' };
const IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';

interface Answered {
  readonly status: number | undefined;
  readonly body: string;
}

/** Calls the endpoint, under whatever name, and reads its answer. */
async function call(headers: OutgoingHttpHeaders, body = IDENTITY, method = 'POST') {
  const { port } = iam;
  const sent = request({ host: '127.0.0.1', port, method, headers: { ...SIGNED, ...headers } });
  sent.end(body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (!answer) throw new Error('there is no answer');
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

function expectNothingSaid({ body }: Answered): void {
  expect(body).not.toContain('000000000000');
  expect(iam.requests).toEqual([]);
}

describe('the name that the endpoint is asked by', () => {
  test.each(['127.0.0.1', 'localhost', 'LocalHost'])('%s and its port is its own', async (name) => {
    const answer = await call({ host: `${name}:${iam.port}` });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<Account>000000000000</Account>');
  });

  test.each([
    'rebound.example',
    'rebound.example:PORT',
    'localhost.rebound.example:PORT',
    '127.0.0.1.rebound.example:PORT',
    'host.docker.internal:PORT',
    'iam.amazonaws.com',
    '127.0.0.1:1',
    '127.0.0.1',
    '2130706433:PORT',
    '127.1:PORT',
  ])('%j is not: nothing is read or told', async (name) => {
    const answer = await call({ host: name.replace('PORT', String(iam.port)) });
    expect(answer.status).toBe(421);
    expect(answer.body).toContain(`Use http://127.0.0.1:${iam.port}.`);
    expectNothingSaid(answer);
  });
});

describe('a web page', () => {
  test.each(['https://rebound.example', 'null', 'http://127.0.0.1:3000', 'http://localhost'])(
    'of %s is told nothing, and has nothing done',
    async (origin) => {
      const answer = await call({ origin, host: `127.0.0.1:${iam.port}` });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('answers no web page');
      expectNothingSaid(answer);
    },
  );

  test('that asks whether it may is not let', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
    const answer = await call(headers, '', 'OPTIONS');
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is no call', async (method) => {
  const answer = await call({}, '', method);
  expect(answer.status).toBe(405);
  expectNothingSaid(answer);
});

describe('a body', () => {
  const padded = (length: number) => `${IDENTITY}&x=`.padEnd(length, 'a');

  test('is read up to its limit', async () => {
    expect((await call({}, padded(LONGEST_BODY))).status).toBe(200);
  });

  test('beyond is refused, whether it says how long it is or not', async () => {
    const known = await call({}, padded(LONGEST_BODY + 1));
    const chunked = await call({ 'transfer-encoding': 'chunked' }, padded(LONGEST_BODY + 1));
    for (const answer of [known, chunked]) {
      expect(answer.status).toBe(413);
      expect(answer.body).toContain(`takes a body of ${LONGEST_BODY} bytes at most`);
      expect(answer.headers.connection).toBe('close');
      expectNothingSaid(answer);
    }
  });

  test('without an end is not read on: the connection is closed', async () => {
    const socket = connect(iam.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // It may see the connection reset while it writes.
    socket.on('error', () => {});
    socket.write(
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${iam.port}\r\nAuthorization: x\r\nContent-Length: 1000000000\r\n\r\n`,
    );
    const chunk = Buffer.alloc(16 * 1024, 'a');
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
    socket.resume();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(100_000_000);
    expect(iam.requests).toEqual([]);
  });
});

test('an SDK says why it was turned away, of JSON too', async () => {
  const client = new OrganizationsClient({
    endpoint: `http://127.0.0.1:${iam.port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(Object(args.request).headers, { host: 'rebound.example' });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'rebind' },
  );
  await expect(client.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'MisdirectedRequest',
    message: expect.stringContaining(`Use http://127.0.0.1:${iam.port}.`),
  });
  client.destroy();
});
