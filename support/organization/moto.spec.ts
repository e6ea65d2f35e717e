import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { BIN } from '../../tools/testing/cli';
import { MOTO_CREDENTIALS, motoInstalled, startMoto } from '../../tools/testing/moto';
import { readRecords } from './run-log';

// A second opinion on listing and entering accounts. Moto's reports have no root row, so none may pass.
const whereInstalled = motoInstalled ? test : test.skip;

const afterwards: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const each of afterwards.reverse()) await each();
});

async function createAccounts(endpoint: string, count: number): Promise<void> {
  const client = new OrganizationsClient({
    endpoint,
    region: 'us-east-1',
    credentials: MOTO_CREDENTIALS,
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
      AWS_ACCESS_KEY_ID: MOTO_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: MOTO_CREDENTIALS.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_MOTO_CREDENTIALS_FILE: '/nonexistent',
    },
  });
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { stdout, status };
}

whereInstalled('every account of moto is an error that says why, and none passes', async () => {
  const { url, stop } = await startMoto();
  afterwards.push(stop);
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
