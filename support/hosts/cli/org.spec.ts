import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { BIN, UNBROKEN } from '../../../tools/testing/cli';
import { readVerdicts } from '../../../tools/testing/verdicts';
import { parseVerdictsNdjson } from '../../formats/verdicts-ndjson';
import {
  type LocalIam,
  type LocalIamOptions,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../../local-iam';
import { readRecords } from '../../organization';

const ROOT = join(__dirname, '..', '..', '..');
const afterwards: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of afterwards.splice(0).reverse()) await each();
});

/** An organization that is served, and commands that are run on a machine that knows nothing else. */
async function serve(accounts: number, options: Partial<LocalIamOptions> = {}) {
  const now = new Date();
  const iam = await startLocalIam({
    account: sampleManagementAccount(now),
    organization: sampleOrganization(now, accounts),
    ...options,
  });
  const home = mkdtempSync(join(tmpdir(), 'iamspec-org-'));
  afterwards.push(() => rmSync(home, { recursive: true, force: true }), iam.close);
  const env = {
    PATH: process.env.PATH,
    COLUMNS: UNBROKEN,
    HOME: home,
    AWS_ENDPOINT_URL: iam.url,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    IAMSPEC_REPORTS_DIR: join(home, 'reports'),
  };
  const start = (...argv: readonly string[]) => spawn(process.execPath, argv, { cwd: ROOT, env });
  const org = (...args: readonly string[]) => start(BIN, 'org', ...args);
  return { iam, start, org, directory: join(home, 'reports', 'organization') };
}

type Child = ReturnType<typeof spawn>;

async function ended(child: Child) {
  const [stdout, stderr, [status]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit'),
  ]);
  return { stdout, stderr, status };
}

function recordsIn(directory: string) {
  const runs = readdirSync(join(directory, 'runs'));
  return [...readRecords(join(directory, 'runs', runs.sort().at(-1) ?? '', 'organization.ndjson'))];
}

const reportsOf = ({ requests }: LocalIam) =>
  requests.filter(({ action }) => action === 'GetCredentialReport').map(({ member }) => member);

test('12 accounts, one of them refused: each is reported, and the page leads to its own', async () => {
  const { org, directory } = await serve(12, {
    faults: ({ action, account, nth }) => {
      if (action !== 'AssumeRole') return undefined;
      if (account === '100000000005') return { error: 'AccessDenied' };
      return nth === 0 ? { error: 'Throttling' } : undefined;
    },
  });
  const { stdout, stderr, status } = await ended(org('--ou', 'Root', '--session-tag', 'team=sec'));
  expect(status).toBe(2);
  expect(stderr).toMatch(/^auditing: 12 of 12 accounts, .*, 3 failed, 1 error\n$/m);
  expect(stdout).toMatch(/\nCould not check \(1\)\n100000000005 +dev-0004 +Root\/Workloads\/Dev/);
  expect(stdout).toMatch(
    /\nThe same command with --resume \S+ tries these accounts again.*\nCOULD NOT CHECK: 8 accounts passed, 3 failed, 1 could not be checked, 0 not audited; \d+ verdicts\. Exit 2\.\n$/,
  );
  const html = readFileSync(join(directory, 'index.html'), 'utf8');
  for (const { account, bundle = '' } of recordsIn(directory)) {
    expect(html).toContain(`"${account}"`);
    expect(existsSync(join(directory, 'runs', 'x', bundle, 'index.html'))).toBe(true);
  }
  for (const file of ['index.html', 'junit.xml']) {
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
  }
});

test('Ctrl-C finishes what is begun and says how to go on; nothing is read twice', async () => {
  const delayed: LocalIamOptions['faults'] = ({ action }) =>
    action === 'GetCredentialReport' ? { delayMs: 150 } : undefined;
  const { org, iam, directory } = await serve(30, { faults: delayed });
  const child = org('--concurrency', '2');
  const result = ended(child);
  while (reportsOf(iam).length < 8 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGINT');
  const { stdout, stderr, status } = await result;
  expect(status).toBe(2);
  expect(stderr).toContain('Interrupted: finishing the accounts that are begun.');
  expect(stdout).toMatch(/Could not check: The run was interrupted\./);
  expect(stdout).toMatch(/--resume \S+ goes on with the rest; what is finished is not read again/);
  const finished = recordsIn(directory).map(({ account }) => account);
  expect(finished.length).toBeGreaterThanOrEqual(8);
  expect(finished.length).toBeLessThan(30);
  // All that was asked for was finished.
  expect(new Set(reportsOf(iam)).size).toBe(finished.length);

  const before = reportsOf(iam).length;
  const resumed = await ended(org('--concurrency', '2', '--resume'));
  expect(resumed.status).toBe(1);
  expect(recordsIn(directory)).toHaveLength(30);
  expect(reportsOf(iam).slice(before)).toHaveLength(30 - finished.length);
});

test('a second Ctrl-C ends it at once, and leaves nothing half written', async () => {
  const never: LocalIamOptions['faults'] = ({ action, account }) =>
    action === 'GetCredentialReport' && account !== '100000000001'
      ? { delayMs: 30_000 }
      : undefined;
  const { org, iam, directory } = await serve(4, { faults: never });
  const child = org();
  const result = ended(child);
  while (reportsOf(iam).length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGINT');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  const { stdout, status } = await result;
  expect(status).toBe(2);
  // Had it waited for them, they would be reported.
  expect(stdout).toContain('3 not reported');
  expect(recordsIn(directory).map(({ account }) => account)).toEqual(['100000000001']);
});

test('Ctrl-C while the organization is listed says no more than that', async () => {
  const { org, iam } = await serve(2, {
    faults: ({ action }) => (action === 'ListAccounts' ? { delayMs: 30_000 } : undefined),
  });
  const child = org();
  const result = ended(child);
  while (!iam.requests.some(({ action }) => action === 'ListAccounts')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGTERM');
  const { stdout, status } = await result;
  expect(status).toBe(2);
  expect(stdout).toContain('Could not check: The run was interrupted.\n');
});

// The function of the stack is held against both in deploy/bundle.spec.ts.
test('an account has the same verdicts by npm test as by iamspec org', async () => {
  const { org, start, directory } = await serve(2);
  const [byOrg, byTest] = await Promise.all([
    ended(org()),
    ended(start(join('dist', 'hosts', 'jest', 'bin.js'))),
  ]);
  expect([byOrg.status, byTest.status]).toEqual([1, 0]);
  const [record] = recordsIn(directory).filter(({ account }) => account === '100000000001');
  const runs = join(directory, 'runs', record?.run ?? '');
  const own = (bundle: string) =>
    parseVerdictsNdjson(readVerdicts(bundle)).map(({ run, ...verdict }) => verdict);
  const verdicts = own(join(runs, record?.bundle ?? ''));
  expect(verdicts.length).toBeGreaterThan(50);
  expect(verdicts).toEqual(own(join(directory, '..', 'latest')));
});

describe('a slip of the keyboard', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['a number', ['--concurrency', 'many'], /expected a number from 1 to 256/],
    ['a tag', ['--session-tag', 'team'], /expected key=value/],
    ['a flag', ['--profil-map', 'x'], /Did you mean --profile-map\?/],
    ['a unit', ['--ou', 'Root/Prod'], /no organizational unit "Root\/Prod"/],
    ['a file', ['--accounts', 'nowhere.csv'], /nowhere\.csv cannot be read/],
    ['a run', ['--resume', '2020'], /There is no run to resume/],
    ['a key', ['--sign', 'nowhere.pem'], /IAMSPEC_SIGN is "nowhere\.pem", which cannot be read/],
    ['a profile', ['--profile', 'basline'], /Did you mean "baseline"/],
  ])('in %s ends with 2', async (_, args, why) => {
    const { org } = await serve(2);
    const { stdout, stderr, status } = await ended(org(...args));
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(why);
  });
});

test('the demo finds what was planted', async () => {
  const { start } = await serve(1);
  const { stdout, status } = await ended(start('dist/local-iam/demo-org.js'));
  expect(stdout).toMatch(/DEMO: as expected\. iamspec org ended with exit 2/);
  expect(status).toBe(0);
});
