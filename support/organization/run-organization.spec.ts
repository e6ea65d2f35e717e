import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { seededFaults } from '../../tools/testing/faults';
import {
  type ServedOrganization,
  serveOrganization,
  withoutResets,
} from '../../tools/testing/organization';
import { writeTemporary } from '../../tools/testing/project';
import { againstSchema, readSuites } from '../../tools/testing/read-junit';
import type { LocalIamOptions } from '../local-iam';
import { takeSettings } from '../run/settings';
import { connect } from './connection';
import type { Progress } from './progress';
import { FILES } from './run-files';
import { readRecords } from './run-log';
import {
  type OrganizationOptions,
  type OrganizationRun,
  runOrganization,
} from './run-organization';

const former = process.env;
const open: ServedOrganization[] = [];
afterEach(async () => {
  process.env = former;
  for (const each of open.splice(0)) await each.close();
});

async function serve(count: number, served: Partial<LocalIamOptions> = {}) {
  const organization = await serveOrganization(count, served);
  open.push(organization);
  process.env = { ...former, ...organization.env };
  const run = (options: Partial<OrganizationOptions> = {}) =>
    runOrganization(organization.options(options));
  return { ...organization, run };
}

/** What must not differ between runs of the same accounts. */
function essence({
  accounts,
  controls,
  counts,
  verdicts,
  failed,
  exitCode,
  problems,
}: OrganizationRun) {
  const same = accounts.map(({ account, name, status, reason, failed: bad }) => [
    account,
    name,
    status,
    reason,
    bad,
  ]);
  return { accounts: same, controls, counts, verdicts, failed, exitCode, problems };
}

const merged = ({ directory }: OrganizationRun) =>
  readSuites(readFileSync(join(directory, FILES.junit), 'utf8'));

/** What the files of a run must agree on, whatever became of it. */
async function expectNothingLost(run: OrganizationRun, count: number): Promise<void> {
  const { accounts, unreported, counts, directory } = run;
  expect(accounts.length + unreported.length).toBe(count);
  expect(counts.passed + counts.failed + counts.error + counts.skipped).toBe(accounts.length);
  const records = [...readRecords(join(directory, FILES.records))];
  expect(new Set(records.map(({ account }) => account)).size).toBe(accounts.length);
  const xml = readFileSync(join(directory, FILES.junit), 'utf8');
  const known = readSuites(xml).flatMap(({ name, cases }) =>
    name.startsWith('organization') ? cases.map((each) => each.name) : [name.split(' › ')[0]],
  );
  for (const { account } of accounts) expect(known).toContain(account);
  for (const { id } of unreported) expect(known).toContain(id);
  expect(await againstSchema([xml])).toEqual([]);
  for (const file of [...Object.values(FILES), 'accounts.json']) {
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
  }
}

/** Audits in a process of its own, where nobody stands between Node and the SDK. */
function child({ env, directory }: ServedOrganization) {
  const code =
    `const { runOrganization } = require('./dist/organization');` +
    `const { organizationOptions } = require('./tools/testing/organization');` +
    `runOrganization(organizationOptions(${JSON.stringify(directory)}))` +
    `.then((run) => process.stdout.write(JSON.stringify(run)));`;
  return spawn(process.execPath, ['--require', 'esbuild-register', '--eval', code], {
    cwd: join(__dirname, '..', '..'),
    env: { PATH: former.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until a process has come so far, or has ended. */
async function until(process: ReturnType<typeof child>, hasComeSoFar: () => boolean) {
  while (!hasComeSoFar() && process.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('where one call of ten fails', () => {
  const noRole = ['100000000010', '100000000020'];
  const noPermission = ['100000000033'];
  const faults = seededFaults({ seed: 42, rate: 0.1, noRole, noPermission });

  test('nothing of 200 accounts is lost, and each that cannot be read says why', async () => {
    const { stdout, stderr } = child(await serve(200, { faults }));
    const [json, warnings] = await Promise.all([text(stdout), text(stderr)]);
    expect(warnings).toBe('');
    const run: OrganizationRun = JSON.parse(json);
    expect(run.counts).toEqual({ passed: 153, failed: 40, error: 3, skipped: 4 });
    expect(run.exitCode).toBe(2);
    expect(run.problems).toEqual([]);
    const errors = run.accounts.filter(({ status }) => status === 'error');
    expect(errors.map(({ account, reason }) => [account, reason.slice(0, 40)])).toEqual([
      ['100000000010', 'AWS refused sts:AssumeRole for arn:aws:i'],
      ['100000000020', 'AWS refused sts:AssumeRole for arn:aws:i'],
      ['100000000033', 'AWS refused iam:GetCredentialReport (Acc'],
    ]);
    const suites = merged(run).filter(({ name }) => name.startsWith('100000000033'));
    // Six controls, and the audit as a whole.
    expect(suites).toHaveLength(7);
    expect(suites.every(({ counts }) => counts.errors === 1 && counts.tests === 1)).toBe(true);
    await expectNothingLost(run, 200);
  });

  test('a run that is killed and resumed gives the same, and fetches nothing twice', async () => {
    const passing = { faults: withoutResets(faults) };
    const undisturbed = await (await serve(60, passing)).run();
    const { iam, run, ...served } = await serve(60, passing);
    const killed = child({ iam, ...served });
    const reports = () => iam.requests.filter(({ action }) => action === 'GetCredentialReport');
    await until(killed, () => reports().length >= 40);
    killed.kill('SIGKILL');
    if (killed.exitCode === null) await once(killed, 'exit');
    const [id = ''] = readdirSync(join(served.directory, 'runs'));
    const directory = join(served.directory, 'runs', id);
    const recorded = [...readRecords(join(directory, FILES.records))];
    const done = recorded.filter(({ status }) => status !== 'error').map(({ account }) => account);
    expect(done.length).toBeGreaterThan(10);
    expect(existsSync(join(directory, FILES.junit))).toBe(false);

    const before = iam.requests.length;
    const resumed = await run({ resume: true });
    expect(resumed.run.id).toBe(id);
    expect(essence(resumed)).toEqual(essence(undisturbed));
    await expectNothingLost(resumed, 60);
    const again = iam.requests.slice(before);
    expect(again.filter(({ member = '' }) => done.includes(member))).toEqual([]);
    expect(again.map(({ action }) => action)).not.toContain('ListAccounts');
  });
});

describe('a run', () => {
  test('that is interrupted says so, and can be resumed to the same result', async () => {
    const whole = await (await serve(40)).run();
    const stop = new AbortController();
    const { run, directory, iam } = await serve(40);
    const progress = ({ counts }: Progress) => counts.passed > 9 && stop.abort();
    const interrupted = await run({ signal: stop.signal, progress, concurrency: 4 });
    expect(interrupted.exitCode).toBe(2);
    expect(interrupted.problems).toEqual([
      'The run was interrupted.',
      expect.stringMatching(
        /^Only \d+ of 40 accounts were reported\. Resume the run for the rest\.$/,
      ),
    ]);
    await expectNothingLost(interrupted, 40);

    // What a process leaves that is killed while it writes.
    appendFileSync(join(interrupted.directory, FILES.records), '{"account":"1000');
    const before = iam.requests.length;
    const resumed = await run({ resume: true });
    expect(resumed.directory).toBe(interrupted.directory);
    expect(essence(resumed)).toEqual(essence(whole));
    await expectNothingLost(resumed, 40);
    expect(iam.requests.length - before).toBeLessThan(5 * 31);
    expect(
      existsSync(join(directory, 'accounts', '100000000001', resumed.run.id, 'junit.xml')),
    ).toBe(true);
  });

  test('resumed when all is done asks for nothing; errors alone are tried again', async () => {
    let refused = true;
    const faults: LocalIamOptions['faults'] = ({ action, account }) =>
      refused && action === 'AssumeRole' && account === '100000000003'
        ? { error: 'AccessDenied' }
        : undefined;
    const { run, iam } = await serve(5, { faults });
    expect((await run()).counts).toEqual({ passed: 3, failed: 1, error: 1, skipped: 0 });
    refused = false;
    const before = iam.requests.length;
    expect((await run({ resume: true })).counts).toEqual({
      passed: 4,
      failed: 1,
      error: 0,
      skipped: 0,
    });
    const members = iam.requests.slice(before).map(({ member }) => member);
    expect(new Set(members)).toEqual(new Set([undefined, '100000000003']));
    const done = iam.requests.length;
    expect((await run({ resume: true })).exitCode).toBe(1);
    expect(iam.requests.slice(done).map(({ action }) => action)).toEqual(['GetCallerIdentity']);
  });

  test('holds accounts against the profiles of the map, in the units that it was told', async () => {
    const profileMap = writeTemporary(
      'map.yaml',
      '- {ou: Root/Workloads/Dev, profile: [cis-aws-5.0, strict]}\n- {tag: environment=prod, profile: strict}',
    );
    const { run, iam } = await serve(13);
    const { accounts, listed, excluded, notes } = await run({
      profileMap,
      units: ['Root/Workloads', 'Root/Sandbox'],
      exclude: ['100000000004'],
    });
    const profiles = Object.fromEntries(
      accounts.map(({ name, profiles: used }) => [name.split('-')[0], used]),
    );
    expect(profiles).toEqual({
      dev: ['cis-aws-5.0', 'strict'],
      prod: ['strict'],
      sandbox: ['baseline'],
    });
    expect({ listed, excluded, reported: accounts.length, notes }).toEqual({
      listed: 12,
      excluded: 1,
      reported: 11,
      notes: [`The accounts were listed by ${iam.url}, which is not AWS Organizations.`],
    });
    expect(accounts.every(({ ou }) => ou?.startsWith('Root/'))).toBe(true);
  });

  test('of a file of accounts lists nothing', async () => {
    const accountsFile = writeTemporary(
      'accounts.csv',
      'id,name\n100000000001,own\n100000000002,dev\n',
    );
    const { run, iam } = await serve(5);
    const { accounts } = await run({ accountsFile });
    expect(accounts.map(({ name }) => name).toSorted()).toEqual(['dev', 'own']);
    expect(iam.requests.filter(({ action }) => action.startsWith('List'))).toEqual([]);
  });

  test('shows its progress, and passes on what the role needs', async () => {
    const shown: Progress[] = [];
    const { run, iam } = await serve(5);
    await run({
      progress: (progress) => shown.push(progress),
      role: { name: 'x', sessionTags: { team: 'security' } },
    });
    expect(shown.at(-1)).toMatchObject({ phase: 'collect', done: 5, total: 5, remaining: 0 });
    const assumed = iam.requests.find(({ action }) => action === 'AssumeRole');
    expect(assumed?.params).toMatchObject({
      RoleSessionName: expect.stringMatching(/^iamspec-\d{4}-[\w-]+$/),
      'Tags.member.1.Key': 'team',
    });
  });
});

describe('a run that cannot begin says why, and leaves its files', () => {
  const refuses = async (
    options: Partial<OrganizationOptions>,
    served: Partial<LocalIamOptions> = {},
  ) => {
    const { run } = await serve(5, served);
    const refused = await run(options);
    expect(refused).toMatchObject({ exitCode: 2, listed: 0, accounts: [] });
    expect(merged(refused)).toMatchObject([
      { name: 'organization › accounts', cases: [{ name: 'run, problem 1', outcome: 'error' }] },
    ]);
    return refused.problems.join();
  };

  test.each<[string, Partial<OrganizationOptions>, RegExp]>([
    [
      'an unknown profile',
      { given: takeSettings({ IAMSPEC_PROFILE: 'basline' }) },
      /Did you mean "baseline"/,
    ],
    [
      'an unknown setting',
      { given: takeSettings({ IAMSPEC_PROFIL: 'x' }) },
      /no setting IAMSPEC_PROFIL/,
    ],
    [
      'a saved report',
      { given: takeSettings({ IAMSPEC_REPORT: 'x.csv' }) },
      /IAMSPEC_REPORT is for one saved report/,
    ],
    [
      'an instant',
      { given: takeSettings({ IAMSPEC_AS_OF: '2025-06-30T12:00:00Z' }) },
      /IAMSPEC_AS_OF is for one/,
    ],
    [
      'an include for nobody',
      { include: ['prood-*'] },
      /No account matches the include "prood-\*"/,
    ],
    ['an unknown unit', { units: ['Root/Prod'] }, /no organizational unit "Root\/Prod"/],
    ['a file that is not there', { accountsFile: '/nonexistent' }, /\/nonexistent cannot be read/],
    ['a map that is not there', { profileMap: '/nonexistent' }, /\/nonexistent cannot be read/],
    [
      'a file and units',
      { accountsFile: __filename, units: ['Root'] },
      /tells neither units nor tags/,
    ],
    ['nothing to resume', { resume: true }, /There is no run to resume/],
  ])('%s', async (_, options, why) => {
    expect(await refuses(options)).toMatch(why);
  });

  test('a map with an unknown profile', async () => {
    const profileMap = writeTemporary('map.yaml', '- {tag: environment, profile: stricct}');
    expect(await refuses({ profileMap })).toMatch(/no profile "stricct".* Did you mean "strict"/);
  });

  test('credentials that are not accepted', async () => {
    const faults = () => ({ error: 'ExpiredToken' });
    expect(await refuses({}, { faults })).toMatch(
      /did not accept the credentials at sts:GetCallerIdentity/,
    );
  });

  test('other options than those of the run that is resumed', async () => {
    const { run } = await serve(5);
    await run();
    const refused = await run({
      resume: true,
      role: { name: 'other' },
      given: takeSettings({ IAMSPEC_FAIL_ON: 'high' }),
    });
    expect(refused.problems.join()).toMatch(
      /started with checks "\w+", not .*\n.*with role "audit\/iamspec", not "other"/,
    );
  });
});

describe('what a former run has left', () => {
  test('its result is gone before anything else, also where the run is killed', async () => {
    const { run, directory } = await serve(5);
    await run();
    const latest = [FILES.junit, FILES.page].map((file) => join(directory, file));
    expect(latest.map((file) => existsSync(file))).toEqual([true, true]);
    const seen: boolean[] = [];
    await run({ progress: () => seen.push(...latest.map((file) => existsSync(file))) });
    expect(new Set(seen)).toEqual(new Set([false]));
  });

  test('a run that never began is not resumed, nor the one before it', async () => {
    const { run } = await serve(5);
    await run();
    const { directory } = await run({ given: takeSettings({ IAMSPEC_PROFILE: 'basline' }) });
    // Ids of the same second are in no order.
    renameSync(directory, join(dirname(directory), '9999-12-31T00-00-00Z-000000'));
    const refused = await run({ resume: true });
    expect(refused.problems.join()).toMatch(/^The latest run, 9999-.*, never began/);
  });

  test('a run is resumed with the same accounts only, by what the file holds', async () => {
    const { run } = await serve(5);
    const accountsFile = writeTemporary('accounts.txt', '100000000001\n');
    const same = writeTemporary('same.txt', '100000000001\n');
    const { run: begun } = await run({ accountsFile });
    expect((await run({ accountsFile: same, resume: true })).run.id).toBe(begun.id);
    writeFileSync(accountsFile, '100000000001\n100000000002\n');
    const refused = await run({ accountsFile, resume: true });
    expect(refused.problems.join()).toMatch(/was started with accounts "\w+", not "\w+"/);
  });

  test('a run that a living process is at is not resumed', async () => {
    const { run } = await serve(5);
    const { directory } = await run();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    const lock = { pid: process.ppid, host: hostname() };
    writeFileSync(join(directory, 'lock'), JSON.stringify(lock));
    const refused = await run({ resume: true });
    expect(refused.problems.join()).toMatch(/^Process \d+ is still at the run in /);
  });

  test('an interruption before the accounts are known leaves no list of them', async () => {
    const { run } = await serve(5);
    const stop = new AbortController();
    const stopped = await run({
      signal: stop.signal,
      connect: async (...given) => {
        const connection = await connect(...given);
        const list: typeof connection.list = async (wanted) => {
          const listing = await connection.list(wanted);
          stop.abort();
          return listing;
        };
        return { ...connection, list };
      },
    });
    expect(stopped).toMatchObject({ exitCode: 2, problems: ['The run was interrupted.'] });
    expect(existsSync(join(stopped.directory, 'accounts.json'))).toBe(false);
  });
});

test('accounts that were listed elsewhere than by AWS are said to be, whatever else was asked where', async () => {
  const { iam: other } = await serve(3);
  const { iam, run } = await serve(5);
  process.env.AWS_ENDPOINT_URL_ORGANIZATIONS = other.url;
  const { listed, notes, sources, directory } = await run();
  expect({ listed, notes, sources }).toEqual({
    listed: 3,
    notes: [`The accounts were listed by ${other.url}, which is not AWS Organizations.`],
    sources: { [`not AWS (${iam.url})`]: 3 },
  });
  expect(readFileSync(join(directory, FILES.markdown), 'utf8')).toContain(
    'is not AWS Organizations',
  );
});

test('evidence that cannot be written ends the run', async () => {
  const { run } = await serve(5);
  const full = Object.assign(new Error('no space left on device'), { syscall: 'write' });
  const writeBundle = () => Promise.reject(full);
  const stopped = await run({ writeBundle });
  expect(stopped.problems[0]).toBe('The run was stopped: no space left on device');
  expect(stopped.exitCode).toBe(2);
  expect(stopped.unreported).toHaveLength(5);
});
