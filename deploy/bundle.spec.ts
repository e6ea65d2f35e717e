import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { writeBundle } from '../support/bundle/bundle';
import { parseVerdictsNdjson } from '../support/formats/verdicts-ndjson';
import {
  type LocalIam,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../support/local-iam';
import { runOrganization } from '../support/organization';
import { takeSettings } from '../support/run/settings';
import {
  FUNCTION_ENVIRONMENT,
  localAws,
  type MemoryS3,
  startMemoryS3,
} from '../tools/testing/deploy';
import { organizationOptions } from '../tools/testing/organization';
import { readVerdicts } from '../tools/testing/verdicts';
import { buildLambda } from './build';
import { sourcesBelow } from './modules';

const ROOT = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'iamspec-lambda-'));
const lambda = join(directory, 'task');
const former = process.env;
const run = promisify(execFile);

beforeAll(() => buildLambda(lambda));
afterAll(() => {
  process.env = former;
  for (const path of filesOf(lambda)) chmodSync(path, 0o600);
  for (const path of directoriesOf(lambda)) chmodSync(path, 0o700);
  rmSync(directory, { recursive: true, force: true });
});

function directoriesOf(path: string): readonly string[] {
  const below = readdirSync(path, { recursive: true, withFileTypes: true });
  const nested = below.filter((entry) => entry.isDirectory());
  return [path, ...nested.map(({ parentPath, name }) => join(parentPath, name))];
}

function filesOf(path: string): readonly string[] {
  const below = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = below.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

function fingerprint(path: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(path)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Runs a piece of script in a Node of its own, the bundle in `functions`. */
async function inNode(script: string, task = lambda, env: Readonly<Record<string, string>> = {}) {
  // Node itself would print the line that threw, which is all of the code.
  const code = `process.on('uncaughtException', ({ message }) => {
      process.exitCode = 1;
      process.stderr.write(message);
    });
    const functions = require(${JSON.stringify(join(task, 'dist', 'lambda', 'index.js'))});
    (async () => { ${script} })().then((out) => process.stdout.write(JSON.stringify(out)));`;
  const { stdout } = await run(process.execPath, ['-e', code], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

const TESTED = z.object({
  controls: z.array(z.string()),
  profiles: z.array(z.string()),
  evidence: z.array(z.string()),
  /** The files that were loaded for it. */
  modules: z.array(z.string()).default([]),
});

describe('the code of the functions', () => {
  test('holds every control and profile, and no Jest', async () => {
    const { controls, profiles } = TESTED.parse(await inNode('return functions.selfTest()'));
    const sources = [
      ...controls.map((id) => `controls/${id}.test.ts`),
      ...profiles.map((name) => `profiles/${name}.ts`),
    ];
    expect(sources.sort()).toEqual(sourcesBelow(ROOT));
    expect(controls.length).toBeGreaterThan(30);
    const code = readFileSync(join(lambda, 'dist', 'lambda', 'index.js'), 'utf8');
    // By names that package.json, which is in it, does not have.
    expect(code).not.toMatch(/jest-environment|@jest\/core|jest-worker/);
  });

  test('runs from a directory that cannot be written, without a compiler, and loads one file', async () => {
    const bytes = filesOf(lambda).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(10e6);
    for (const path of [...filesOf(lambda), ...directoriesOf(lambda)]) chmodSync(path, 0o500);
    const before = fingerprint(lambda);
    const { evidence, modules } = TESTED.parse(
      await inNode(`const tested = await functions.selfTest();
        return { ...tested, modules: Object.keys(require.cache) }`),
    );
    expect(fingerprint(lambda)).toBe(before);
    expect(evidence).toContain('index.html');
    // A cold start is the loading of code; controls and profiles are in the one file.
    const others = modules.filter((file) => !/\/(?:controls|profiles)\//.test(file));
    expect(others).toEqual([join(lambda, 'dist', 'lambda', 'index.js')]);
  });

  test.each<[string, (task: string) => void, RegExp]>([
    [
      'lacks a source',
      (task) => rmSync(join(task, 'controls', 'root-mfa.test.ts')),
      /not whole: controls\/root-mfa\.test\.ts is not there/,
    ],
    [
      'has one more source',
      (task) =>
        execFileSync('cp', [
          join(task, 'controls', 'root-mfa.test.ts'),
          join(task, 'controls', 'root-mfa-2.test.ts'),
        ]),
      /not whole: controls\/root-mfa-2\.test\.ts is not compiled/,
    ],
  ])('that %s does not load at all', async (_, damage, why) => {
    const task = join(directory, 'damaged');
    await cp(lambda, task, { recursive: true });
    for (const path of directoriesOf(task)) chmodSync(path, 0o700);
    damage(task);
    await expect(inNode('return 0', task)).rejects.toThrow(why);
    rmSync(task, { recursive: true, force: true });
  });
});

describe('one account', () => {
  const account = '100000000002';
  const role = 'iamspec-member';
  const open: { close: () => Promise<void> }[] = [];
  afterAll(async () => {
    for (const each of open) await each.close();
  });

  test('has the same verdicts by npm test, by the organization run and by the function', async () => {
    const now = new Date();
    const management = sampleManagementAccount(now);
    const organization = sampleOrganization(now, 3);
    const iam = await startLocalIam({ account: management, organization });
    const s3 = await startMemoryS3();
    open.push(iam, s3);
    const [byJest, byFunction, byRun] = await Promise.all([
      auditByJest(iam),
      auditByFunction(iam, s3),
      auditByRun(iam),
    ]);
    expect(byJest.length).toBeGreaterThan(100);
    expect(byJest.some(({ status }) => status === 'failed')).toBe(true);
    expect(byFunction).toEqual(byJest);
    expect(byRun).toEqual(byJest);
  });

  // How old the report is, is not the same a moment later.
  function verdictsOf(text: string) {
    return parseVerdictsNdjson(text).map(({ run, ...verdict }) =>
      verdict.control === 'report-fresh' ? { ...verdict, measured: null, reason: '' } : verdict,
    );
  }

  async function auditByJest(iam: LocalIam) {
    const reports = join(directory, 'jest');
    const main = join(ROOT, 'dist', 'hosts', 'jest', 'bin.js');
    const env = {
      PATH: process.env.PATH,
      ...localAws(iam.url, iam.url),
      AWS_ACCESS_KEY_ID: `ASIAORGN${account}`,
      IAMSPEC_PROFILE: 'all',
      IAMSPEC_REPORTS_DIR: reports,
    };
    const args = [main, '--silent'];
    await run(process.execPath, args, { cwd: ROOT, env, maxBuffer: 1e8 }).catch(
      ({ code, stderr }) => {
        if (code !== 1) throw new Error(stderr);
      },
    );
    return verdictsOf(readVerdicts(join(reports, 'latest')));
  }

  async function auditByRun(iam: LocalIam) {
    process.env = { PATH: former.PATH, ...localAws(iam.url, iam.url) };
    const target = join(directory, 'run');
    const result = await runOrganization({
      ...organizationOptions(target),
      given: takeSettings({ IAMSPEC_PROFILE: 'all' }),
      role: { name: role },
      include: [account],
      writeBundle,
    });
    const bundle = result.accounts[0]?.bundle ?? '';
    return verdictsOf(readVerdicts(join(result.directory, bundle)));
  }

  async function auditByFunction(iam: LocalIam, s3: MemoryS3) {
    const env = { ...localAws(iam.url, s3.url), ...FUNCTION_ENVIRONMENT, PROFILE: 'all' };
    const finished = await inNode(
      `const execution = { name: 'x', startTime: new Date().toISOString() };
       const { run } = await functions.listAccounts(execution);
       const account = { id: '${account}', name: 'x', profile: 'all' };
       let value;
       do value = await functions.auditAccount({ run, account, ...(value && { step: { value } }) });
       while (value.state === 'waiting');
       return value`,
      lambda,
      env,
    );
    expect(finished).toMatchObject({ state: 'finished', status: 'failed' });
    const found = [...s3.objects].find(([key]) => key.endsWith('/verdicts.ndjson.gz'));
    return verdictsOf(String(gunzipSync(Buffer.from(found?.[1] ?? ''))));
  }
});
