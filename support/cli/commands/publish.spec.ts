import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { Command } from 'commander';
import type { AuditResult } from '../../evidence';
import { writeBundle } from '../../evidence/bundle';
import { auditResult, controlResult, verdict } from '../../evidence/testing';
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

let runs = 0;

function bundle(overrides: Partial<AuditResult> = {}): string {
  const base = auditResult();
  return writeBundle(root, { ...base, run: { ...base.run, id: `run-${++runs}` }, ...overrides });
}

async function run(...args: readonly string[]): Promise<void> {
  const program = new Command().exitOverride();
  publish(program);
  await program.parseAsync(['publish', ...args], { from: 'user' });
}

const results = [
  controlResult('key-age', 'high', [verdict('alice', 'failed', 'old')]),
  controlResult('partial', 'high', [verdict('alice', 'passed', 'new')], { notRun: 1 }),
  controlResult('broken', 'high', [verdict('all subjects', 'error', 'refused')]),
  controlResult('unseen', 'high', [verdict('all subjects', 'notReviewed', 'no fact')]),
];
const GENERATORS = ['key-age', 'key-age-2', 'partial', 'broken', 'unseen', 'absent'].map(
  (id) => `iamspec/house/${id}`,
);

describe('security-hub', () => {
  test('archives findings only of controls that were checked completely', async () => {
    const archived = await startHub(GENERATORS);
    await run('security-hub', bundle({ results }));
    expect(archived).toEqual(['iamspec/house/key-age']);
    expect(out).toContain('4 findings imported, 1 archived, 0 not taken.');
    expect(out).toContain(
      'Not checked completely: 3 of 4 controls. Nothing of theirs is archived.',
    );
  });

  test.each<[string, Partial<AuditResult>]>([
    ['ended with 2', { exitCode: 2 }],
    ['has problems', { problems: ['no waivers'] }],
  ])('archives nothing where the run %s', async (_, overrides) => {
    const archived = await startHub(GENERATORS);
    await run('security-hub', bundle({ results, ...overrides }));
    expect(archived).toEqual([]);
    expect(out).toMatch(/\d findings imported, 0 archived/);
  });

  test('refuses a run without a report, and says why', async () => {
    const none = bundle({ audited: undefined, problems: ['no credentials'], exitCode: 2 });
    await expect(run('security-hub', none)).rejects.toThrow(
      /could read no report, so its findings are of no account/,
    );
  });

  test('refuses a bundle that was changed', async () => {
    const changed = bundle({ results });
    appendFileSync(join(changed, 'verdicts.ndjson'), '\n');
    await expect(run('security-hub', changed)).rejects.toThrow(/verdicts\.ndjson was changed/);
  });
});
