import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { BIN } from '../../tools/testing/cli';
import { readRecords } from './run-log';

// A second opinion on listing and entering accounts, where somebody else's AWS is installed:
// pip install 'moto[server]'. Its reports have no root row, so none may pass.
const installed = (process.env.PATH ?? '')
  .split(delimiter)
  .some((directory) => existsSync(join(directory, 'moto_server')));
const whereInstalled = installed ? test : test.skip;
if (!installed) process.stderr.write('SKIPPED moto.spec.ts: there is no moto_server\n');

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const afterwards: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const each of afterwards.reverse()) await each();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function startMoto(): Promise<string> {
  const port = String(await freePort());
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', port], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  afterwards.push(() => {
    child.kill();
    return ended;
  });
  const url = `http://127.0.0.1:${port}`;
  while (child.exitCode === null) {
    const up = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (up?.ok) return url;
    await sleep(100);
  }
  throw new Error('moto_server did not start');
}

async function createAccounts(endpoint: string, count: number): Promise<void> {
  const client = new OrganizationsClient({
    endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  });
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  for (let index = 1; index <= count; index++) {
    const account = { AccountName: `member-${index}`, Email: `member-${index}@example.com` };
    await client.send(new CreateAccountCommand(account));
  }
  client.destroy();
}

async function iamspecOrg(url: string, home: string) {
  const child = spawn(process.execPath, [BIN, 'org'], {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    },
  });
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { stdout, status };
}

whereInstalled('every account of moto is an error that says why, and none passes', async () => {
  const url = await startMoto();
  await createAccounts(url, 4);
  const home = mkdtempSync(join(tmpdir(), 'iamspec-moto-'));
  afterwards.push(async () => rmSync(home, { recursive: true, force: true }));
  const { stdout, status } = await iamspecOrg(url, home);
  expect(status).toBe(2);
  expect(stdout).toContain('COULD NOT CHECK: 0 accounts passed, 0 failed, 5 could not be checked');
  const [, run = ''] = /--resume (\S+)/.exec(stdout) ?? [];
  const runs = join(home, 'reports', 'organization', 'runs');
  const records = [...readRecords(join(runs, run, 'organization.ndjson'))];
  expect(records.map(({ name }) => name).toSorted()).toEqual([
    'master',
    ...[1, 2, 3, 4].map((index) => `member-${index}`),
  ]);
  for (const { reason, controls } of records) {
    expect(reason).toMatch(/root/);
    expect(controls.every(({ counts }) => counts.error === 1)).toBe(true);
  }
});
