import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { delimiter, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { auditAccount, listAccounts, summarise } from '../support/hosts/lambda';
import {
  type Faults,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../support/local-iam';
import {
  FUNCTION_ENVIRONMENT,
  localAws,
  machineText,
  SUBSTITUTIONS,
} from '../tools/testing/deploy';

// A second opinion on the state machine, Distributed Map included, where somebody else's Step
// Functions is installed: pip install 'moto[server,stepfunctions]'
const installed = (process.env.PATH ?? '')
  .split(delimiter)
  .some((directory) => existsSync(join(directory, 'moto_server')));
const whereInstalled = installed ? describe : describe.skip;
if (!installed) process.stderr.write('SKIPPED deploy/moto.spec.ts: there is no moto_server\n');

const FUNCTIONS: Readonly<Record<string, (event: unknown) => Promise<unknown>>> = {
  'list-accounts': listAccounts,
  'audit-account': auditAccount,
  summarise,
};
const former = process.env;
const afterwards: (() => unknown)[] = [];
afterAll(async () => {
  process.env = former;
  for (const end of afterwards.reverse()) await end();
});

const idOf = (index: number) => String(100_000_000_001 + index);
const [REFUSED, STUCK, GARBAGE, THROTTLED, LIMITED] = [2, 3, 4, 5, 7].map(idOf);
/** 50 takes moto half a minute: too long for each verify. */
const COUNT = Number(process.env.MOTO_ACCOUNTS ?? 8);
/** Every fifth account of the sample breaks the policy, every fiftieth is suspended. */
const FAILING = Array.from({ length: COUNT }, (_, index) => index)
  .filter((index) => index % 5 === 1)
  .map(idOf);
const SUSPENDED = Math.floor(COUNT / 50);

const faults: Faults = ({ action, account, nth }) => {
  if (action === 'AssumeRole' && account === THROTTLED && nth === 0) return { error: 'Throttling' };
  if (action === 'GenerateCredentialReport' && account === LIMITED && nth === 0) {
    return { error: 'LimitExceeded' };
  }
  if (action === 'AssumeRole' && account === REFUSED) return { error: 'AccessDenied' };
  if (action === 'GenerateCredentialReport' && account === STUCK) return { state: 'STARTED' };
  if (action === 'GetCredentialReport' && account === GARBAGE) {
    return { content: Buffer.from('<html>').toString('base64') };
  }
  return undefined;
};

/** moto, and before it a server that takes the calls of Lambda to the functions of this process. */
async function startMoto(): Promise<string> {
  const [moto, front] = [await freePort(), await freePort()];
  const server = createServer(async (message, response) => {
    const body = await buffer(message);
    const [, name] = /functions\/[^/]*?([\w-]+)\/invocations/.exec(decode(message)) ?? [];
    if (name === undefined) {
      const { method, url: path, headers } = message;
      const passed = request({ host: '127.0.0.1', port: moto, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on('error', () => response.destroy());
      passed.end(body);
      return;
    }
    try {
      const output = await FUNCTIONS[name]?.(JSON.parse(String(body)));
      response.end(JSON.stringify(output));
    } catch (error) {
      const [errorType, errorMessage] = error instanceof Error ? [error.name, error.message] : [];
      response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(JSON.stringify({ errorType, errorMessage }));
    }
  });
  await listen(server, front);
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(moto)], {
    env: { ...former, MOTO_PORT: String(front) },
    stdio: 'ignore',
  });
  afterwards.push(() => stop(child, server));
  const url = `http://127.0.0.1:${front}`;
  while (child.exitCode === null) {
    const up = await fetch(`${url}/moto-api/config`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        stepfunctions: { execute_state_machine: true },
        lambda: { use_docker: false },
      }),
    }).catch(() => undefined);
    if (up?.ok) return url;
    await sleep(100);
  }
  throw new Error('moto_server did not start');
}

const decode = ({ url = '' }: IncomingMessage) => decodeURIComponent(url);

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function stop(child: ChildProcess, server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, 'close');
  return port;
}

const AUTHORIZATION = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function states(url: string, action: string, input: object) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: AUTHORIZATION('states'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${action}`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${action}: ${text}`);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

async function query(url: string, service: string, input: Readonly<Record<string, string>>) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: AUTHORIZATION(service) },
    body: new URLSearchParams(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${input.Action}: ${text}`);
  return text;
}

/** Makes the topics, and a queue that gets what is published to them. */
async function makeTopics(url: string): Promise<() => Promise<readonly string[]>> {
  const QueueUrl = `${url}/123456789012/told`;
  await query(url, 'sqs', { Action: 'CreateQueue', Version: '2012-11-05', QueueName: 'told' });
  for (const Name of ['accounts', 'digest']) {
    const Version = '2010-03-31';
    await query(url, 'sns', { Action: 'CreateTopic', Version, Name });
    await query(url, 'sns', {
      Action: 'Subscribe',
      Version,
      TopicArn: `arn:aws:sns:us-east-1:123456789012:${Name}`,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:123456789012:told',
    });
  }
  return async () => {
    const subjects: string[] = [];
    for (;;) {
      const Version = '2012-11-05';
      const input = { Action: 'ReceiveMessage', Version, QueueUrl, MaxNumberOfMessages: '10' };
      const text = await query(url, 'sqs', input);
      const found = [...text.matchAll(/Subject(?:&quot;|"):\s*(?:&quot;|")(.*?)(?:&quot;|")/g)];
      if (found.length === 0) return subjects.sort();
      subjects.push(...found.map(([, subject = '']) => subject));
    }
  };
}

whereInstalled('moto', () => {
  test('executes the state machine as it is deployed: three accounts cannot be checked, the others are', async () => {
    const now = new Date();
    const organization = sampleOrganization(now, COUNT);
    const iam = await startLocalIam({
      account: sampleManagementAccount(now),
      organization,
      faults,
    });
    afterwards.push(() => iam.close());
    const url = await startMoto();
    process.env = {
      ...localAws(iam.url, url),
      ...FUNCTION_ENVIRONMENT,
      WAIT_SECONDS: '1',
      POLLS: '3',
      MAX_CONCURRENCY: '50',
      TOLERATED_FAILURE_PERCENTAGE: '50',
    };
    const s3 = new S3Client({ forcePathStyle: true });
    for (const Bucket of ['work', 'evidence']) await s3.send(new CreateBucketCommand({ Bucket }));
    s3.destroy();
    const told = await makeTopics(url);
    const { stateMachineArn } = await states(url, 'CreateStateMachine', {
      name: 'organization',
      definition: machineText(SUBSTITUTIONS),
      roleArn: 'arn:aws:iam::123456789012:role/state-machine',
    });
    const { executionArn } = await states(url, 'StartExecution', {
      stateMachineArn,
      name: 'nightly',
      input: '{}',
    });
    let execution: Readonly<Record<string, unknown>> = { status: 'RUNNING' };
    while (execution.status === 'RUNNING') {
      await sleep(250);
      execution = await states(url, 'DescribeExecution', { executionArn });
    }
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(String(execution.output))).toMatchObject({
      exitCode: 2,
      counts: {
        passed: COUNT - FAILING.length - 3 - SUSPENDED,
        failed: FAILING.length,
        error: 3,
        skipped: SUSPENDED,
      },
    });
    expect(await told()).toEqual(
      [
        ...FAILING.map((id) => `IAM credentials: account ${id} breaks the policy`),
        ...[REFUSED, STUCK, GARBAGE].map(
          (id) => `IAM credentials: account ${id} could not be checked`,
        ),
        `IAM credentials: could not check (${FAILING.length} failed, 3 errors, ${COUNT} accounts)`,
      ].sort(),
    );
  }, 180_000);
});
