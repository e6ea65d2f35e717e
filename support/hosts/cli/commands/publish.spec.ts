import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { Command } from 'commander';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  password,
  rootRow,
  userRow,
} from '../../../../tools/testing/report';
import { VERDICTS } from '../../../../tools/testing/verdicts';
import { writeBundle } from '../../../bundle/bundle';
import { DAY } from '../../../report';
import { sumUp } from '../../../result';
import { auditWithoutJest, newRun } from '../../../run';
import { readSettings, takeSettings } from '../../../run/settings';
import { publish } from './publish';

const former = process.env;
const root = mkdtempSync(join(tmpdir(), 'iamspec-publish-'));
const afterwards: (() => void)[] = [];
let out = '';

beforeEach(() => {
  out = '';
  const write = (text: string | Uint8Array) => {
    out += text;
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  jest.spyOn(process.stderr, 'write').mockImplementation(write);
});
afterEach(() => {
  process.env = former;
  jest.restoreAllMocks();
  for (const undo of afterwards.splice(0)) undo();
});
afterAll(() => rmSync(root, { recursive: true }));

/** Security Hub with an active finding of each of these generators; gives what is archived. */
async function startHub(generators: readonly string[]): Promise<readonly string[]> {
  const archived: string[] = [];
  const ProductArn = 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default';
  const Findings = generators.map((GeneratorId) => ({
    ...{ Id: `old ${GeneratorId}`, GeneratorId, ProductArn, AwsAccountId: '111122223333' },
    ...{ UpdatedAt: '2020-01-01T00:00:00Z', RecordState: 'ACTIVE' },
  }));
  const server = createServer(async (request, response) => {
    const body = Object(await json(request));
    response.writeHead(200, { 'content-type': 'application/json' });
    if (request.url === '/findings') return response.end(JSON.stringify({ Findings }));
    for (const { RecordState, GeneratorId } of body.Findings) {
      if (RecordState === 'ARCHIVED') archived.push(GeneratorId);
    }
    const SuccessCount = body.Findings.length;
    return response.end(JSON.stringify({ SuccessCount, FailedCount: 0 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  process.env = {
    PATH: former.PATH,
    AWS_REGION: 'eu-central-1',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
  };
  return archived;
}

const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(80 * DAY), ago(DAY)), ...accessKey(1, ago(91 * DAY)) }),
]);

/** A bundle of a saved report, under a profile with controls that only a live account decides. */
async function bundle(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const report = join(mkdtempSync(join(root, 'report-')), 'report.csv');
  writeFileSync(report, REPORT);
  const given = { IAMSPEC_REPORT: report, IAMSPEC_AS_OF: new Date(AS_OF).toISOString() };
  const result = await auditWithoutJest(
    takeSettings({ ...given, IAMSPEC_PROFILE: 'strict', ...env }),
    () => {},
  );
  return writeBundle(root, result);
}

async function run(...args: readonly string[]): Promise<void> {
  const program = new Command().exitOverride();
  publish(program);
  await program.parseAsync(['publish', ...args], { from: 'user' });
}

const GENERATORS = ['access-key-rotation', 'report-complete', 'absent'].map(
  (id) => `iamspec/strict/${id}`,
);

describe('security-hub', () => {
  test('archives findings only of controls that were checked completely', async () => {
    const archived = await startHub(GENERATORS);
    await run('security-hub', await bundle());
    expect(archived).toEqual(['iamspec/strict/access-key-rotation']);
    expect(out).toMatch(/\d+ findings imported, 1 archived, 0 not taken\./);
    expect(out.match(/Not AWS: .*/g)).toEqual([
      `Not AWS: this goes to ${process.env.AWS_ENDPOINT_URL}.`,
    ]);
    expect(out).toMatch(
      /Not checked completely: \d+ of \d+ controls. Nothing of theirs is archived/,
    );
  });

  test('archives nothing on the word of a bundle that is not under the publisher’s policy', async () => {
    const loose = await bundle({ IAMSPEC_FAIL_ON: 'critical' });
    const archived = await startHub(GENERATORS);
    await run('security-hub', loose);
    expect(archived).toEqual([]);
    expect(out).toMatch(/would not end with 0 for this bundle, so nothing is archived/);
    expect(out).toMatch(/\d+ findings imported, 0 archived/);
    await run('security-hub', loose, '--accept-policy');
    expect(archived).toEqual(['iamspec/strict/access-key-rotation']);
  });

  test('refuses a run without a report, and says why', async () => {
    const made = newRun(readSettings({}));
    const policy = {
      profiles: [],
      waivers: [],
      owners: [],
      policyFiles: [],
      settings: { failOn: 'low' },
    } as const;
    const outcome = { audited: undefined, results: [], problems: ['no credentials'] };
    const none = writeBundle(root, sumUp(policy, made, outcome));
    await expect(run('security-hub', none)).rejects.toThrow(
      /could read no report, so its findings are of no account/,
    );
  });

  test('refuses a bundle that was changed, and one that the key has not signed', async () => {
    const changed = await bundle();
    appendFileSync(join(changed, VERDICTS), '\n');
    await expect(run('security-hub', changed)).rejects.toThrow(/verdicts\.ndjson\.gz was changed/);
    const key = join(root, 'public.pem');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
    for (const where of ['security-hub', 's3://evidence/iam']) {
      await expect(run(where, await bundle(), '--key', key)).rejects.toThrow(/it is not signed/);
    }
  });
});
