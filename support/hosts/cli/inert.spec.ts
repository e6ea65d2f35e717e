import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, type Said, startIamspec } from '../../../tools/testing/cli';
import { AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../../tools/testing/report';
import { sampleManagementAccount, sampleOrganization, startLocalIam } from '../../local-iam';

const DAY = 86_400_000;
const AT = new Date(AS_OF).toISOString();

/** What others may write, where it may be anything. */
const HOSTILE =
  'x\u001b[2J\u001b]0;t\u0007\u009b2J\r\u202e\u200b\n::error::y\n##vso[task.prependpath]/tmp/z';
/** The same, as a name of a file or a flag. */
const NAME = HOSTILE.replaceAll('/', '-');
/** What an IAM path may be. */
const PATHS = ['/##vso[task.prependpath]/tmp/evil/', '/::error::x/', "/##teamcity[buildStop-'']/"];

/** What neither a terminal nor a CI system may get to see. */
const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|##\w*\[/u;

/** These take no policy. */
const JUDGE_NOTHING = ['users', 'triage'];

let home: string;
let commands: Iamspec;
/** A saved report, its waivers and its profile, all of them hostile. */
let saved: readonly string[];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'iamspec-inert-'));
  commands = startIamspec(home);
  const users = PATHS.map((path, index) =>
    userRow(`u${index}`, {
      arn: `arn:aws:iam::111122223333:user${path}u${index}`,
      ...accessKey(1, ago((100 + index) * DAY), { used: ago(DAY) }),
      access_key_1_last_used_service: HOSTILE,
      access_key_1_last_used_region: HOSTILE,
    }),
  );
  const rows = [rootRow(), ...users].map((row) => ({ ...row, [HOSTILE]: HOSTILE }));
  const report = write('report.csv', csv(rows));
  saved = ['--report', report, '--as-of', AT, '--profile', houseProfile(), ...waived(300)];
});
afterAll(() => {
  commands.close();
  rmSync(home, { recursive: true, force: true });
});

function write(name: string, content: string): string {
  mkdirSync(join(home, NAME), { recursive: true });
  const path = join(mkdtempSync(join(home, NAME, 'of-')), name);
  writeFileSync(path, content);
  return path;
}

/** A waiver in use, and one that matches nothing. */
function waived(days: number): readonly string[] {
  const expires = new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const about = { reason: HOSTILE, owner: HOSTILE, approvedBy: HOSTILE, ticket: HOSTILE, expires };
  const control = 'access-key-rotation';
  const waivers = ['u0 / *', HOSTILE].map((subject) => ({ control, subject, ...about }));
  return ['--waivers', write('waivers.yaml', JSON.stringify(waivers))];
}

function houseProfile(overrides: object = {}): string {
  const house = {
    name: `house-${HOSTILE}`,
    title: HOSTILE,
    source: HOSTILE,
    requirements: { [HOSTILE]: { 'access-key-rotation': {}, 'console-user-mfa': {} } },
    classes: {
      [HOSTILE]: {
        users: ['u1'],
        loosens: HOSTILE,
        controls: { 'access-key-rotation': { maxAgeDays: 99 } },
      },
    },
    ...overrides,
  };
  return write('house.ts', `export default ${JSON.stringify(house)};`);
}

/** Runs `iamspec` on a machine without any AWS configuration. */
function iamspec(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return commands.run(args, {
    PATH: process.env.PATH,
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    IAMSPEC_REPORTS_DIR: join(home, NAME, 'reports'),
    ...env,
  });
}

function expectInert({ stdout, stderr }: Said): void {
  for (const stream of [stdout, stderr]) {
    expect(OBEYED.exec(stream)?.input.slice(0, 2000)).toBeUndefined();
    expect(stream).not.toMatch(/^\s*::/m);
  }
}

/** Runs a command, and holds it against what must never come out of it. */
async function expectedInert(...args: Parameters<typeof iamspec>): Promise<Said> {
  const said = await iamspec(...args);
  expectInert(said);
  return said;
}

describe('what others wrote is inert', () => {
  test.concurrent.each<[string, readonly string[]]>([
    ['users as a table', ['users']],
    ['triage', ['triage']],
    ['explain', ['explain', 'u0']],
    ['explain, of nobody', ['explain', HOSTILE]],
    ['summary as text', ['summary']],
  ])('in %s', async (_, args) => {
    const flags = JUDGE_NOTHING.includes(args[0] ?? '') ? saved.slice(0, 4) : saved;
    const { stdout, stderr } = await expectedInert([...args, ...flags]);
    expect(stdout + stderr).toMatch(/\\u\{1b\}|\\u0023#vso\[/);
  });

  test.concurrent('in waivers, which hold it as it is', async () => {
    const waivers = write('waived.yaml', '');
    const terms = ['--reason', HOSTILE, '--owner', HOSTILE, '--approved-by', HOSTILE];
    const end = ['--expires', new Date(Date.now() + DAY).toISOString().slice(0, 10)];
    const file = ['--out', waivers, ...saved.slice(0, 6)];
    const { stdout } = await expectedInert(['waive', ...terms, ...end, ...file]);
    expect(stdout).toContain('\\u0023#vso[');
    expect(readFileSync(waivers, 'utf8')).toContain('##vso[task.prependpath]/tmp/z');
    await expectedInert(['waive', '--shrink', ...file]);
    await expectedInert(['waive', ...terms, ...end, ...file, '--user', HOSTILE]);
  });

  test.concurrent.each<[string, readonly string[]]>([
    ['users', ['users', '--format', 'json']],
    ['triage', ['triage', '--json']],
    ['summary', ['summary', '--format', 'json']],
  ])('in the JSON of %s, which is the same value as in a file', async (_, args) => {
    const flags = JUDGE_NOTHING.includes(args[0] ?? '') ? saved.slice(0, 4) : saved;
    const out = join(home, `${args[0]}.json`);
    const { stdout } = await expectedInert([...args, ...flags]);
    await expectedInert([...args, ...flags, '--out', out]);
    expect(stdout).toContain('\\u0023#vso[task.prependpath]/tmp/');
    expect(readFileSync(out, 'utf8')).toContain('##vso[task.prependpath]/tmp/');
    const value = (json: string) => ({ ...JSON.parse(json), run: undefined });
    expect(value(stdout)).toEqual(value(readFileSync(out, 'utf8')));
  });

  test.concurrent('in the CSV of users, which says that a file holds it as it is', async () => {
    const args = ['users', '--format', 'csv', ...saved.slice(0, 4)];
    const out = join(home, 'out.csv');
    const { stdout, stderr } = await expectedInert(args);
    expect(stdout).toContain('\\u0023#vso[');
    expect(stderr).toMatch(/--out <file> writes them as they are/);
    await expectedInert([...args, '--out', out]);
    expect(readFileSync(out, 'utf8')).toContain('user/##vso[task.prependpath]/tmp/evil/u0');
  });

  test.concurrent.each<[string, readonly string[]]>([
    ['the Markdown of users', ['users', '--format', 'markdown']],
    ['the Markdown of summary', ['summary', '--format', 'markdown']],
    ['the script of remediate', ['remediate']],
  ])('in %s from the start: a file is the same', async (_, args) => {
    const flags = args[0] === 'users' ? saved.slice(0, 4) : saved;
    const out = join(home, args.join('-'));
    const { stdout } = await expectedInert([...args, ...flags]);
    await expectedInert([...args, ...flags, '--out', out]);
    const withoutRun = (said: string) =>
      said.replaceAll(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-\w+/g, '');
    expect(withoutRun(readFileSync(out, 'utf8'))).toBe(withoutRun(stdout));
  });

  test.concurrent('in the prompt of summary', async () => {
    const { stdout } = await expectedInert(['summary', '--format', 'prompt', ...saved]);
    const [, json = ''] = /<iamspec-summary>\n(.*)\n<\/iamspec-summary>/s.exec(stdout) ?? [];
    expect(JSON.stringify(JSON.parse(json))).toContain('##vso[task.prependpath]/tmp/z');
  });

  test.concurrent.each<[string, readonly string[]]>([
    ['alone', []],
    ['with the JSON of Jest', ['--', '--json']],
    ['with a reporter of Jest', ['--', '--reporters=default']],
  ])('in exec %s', async (_, jest) => {
    const evidence = ['--evidence', 'junit'];
    const { status, stdout, stderr } = await expectedInert([
      'exec',
      ...saved,
      ...evidence,
      ...jest,
    ]);
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(/\\u0023#vso\[/);
    if (jest.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ success: false });
  });

  test.concurrent('in exec on GitHub, but for our annotations', async () => {
    const flags = [...saved, '--evidence', 'junit'];
    const said = await iamspec(['exec', ...flags], { GITHUB_ACTIONS: 'true' });
    const [ours, others] = [/^::error title=[^:,\n]*::.*\n/gm, ''];
    expect(said.stdout.match(ours)).not.toBeNull();
    expectInert({ ...said, stdout: said.stdout.replaceAll(ours, others) });
    expect(said.stdout).not.toMatch(OBEYED);
  });

  test.concurrent('in bundles: exec, verify, diff, summary', async () => {
    const reports = join(home, NAME, 'bundles');
    const env = { IAMSPEC_REPORTS_DIR: reports };
    await expectedInert(['exec', ...saved], env);
    const later = saved.map((flag) => (flag === AT ? new Date(AS_OF + DAY).toISOString() : flag));
    await expectedInert(['exec', ...later], env);
    const account = join(reports, '111122223333');
    const [before = '', after = ''] = readdirSync(account)
      .sort()
      .map((run) => join(account, run));
    const out = join(home, 'diff.json');
    for (const args of [
      ['verify', before],
      ['diff', before, after],
      ['diff', before, after, '--format', 'markdown'],
      ['diff', before, after, '--format', 'json', '--out', out],
      ['summary', '--report', before],
      ['diff', after, before],
      ['backtest', account, ...saved.slice(4)],
      ['backtest', account, '--profile', 'strict', '--format', 'markdown'],
      ['backtest', join(home, NAME)],
    ]) {
      const { stdout, stderr } = await expectedInert(args, env);
      expect(stdout + stderr).not.toBe('');
    }
    const { stdout } = await expectedInert(['diff', before, after, '--format', 'json'], env);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(out, 'utf8')));
  });

  test.concurrent('in org: names of accounts, a file of them, notes', async () => {
    const now = new Date();
    const organization = sampleOrganization(now, 4);
    const members = organization.members.map((each, index) => ({
      ...each,
      name:
        [`${HOSTILE} `, '::error::x', '##vso[task.prependpath]/tmp/x', '##teamcity[x]'][index] ??
        '',
    }));
    const iam = await startLocalIam({
      account: sampleManagementAccount(now),
      organization: { ...organization, members },
      faults: ({ action, account }) =>
        action === 'AssumeRole' && account === '100000000003'
          ? { error: 'AccessDenied' }
          : undefined,
    });
    const env = {
      AWS_ENDPOINT_URL: iam.url,
      AWS_ACCESS_KEY_ID: 'demo',
      AWS_SECRET_ACCESS_KEY: 'demo',
      AWS_REGION: 'us-east-1',
    };
    try {
      const { stdout } = await expectedInert(['org', '--exclude', HOSTILE, ...waived(300)], env);
      expect(stdout).toMatch(/\\u0023#vso\[task.prependpath\]/);
      await expectedInert(['org', '--accounts', write('accounts.csv', `Id,Name\n${HOSTILE}`)], env);
      await expectedInert(['org', '--ou', HOSTILE], env);
    } finally {
      await iam.close();
    }
  });
});

describe('what could not be done says so inertly', () => {
  test.concurrent.each<[string, readonly string[]]>([
    ['a command', [HOSTILE]],
    ['a flag', ['users', `--${HOSTILE}`]],
    ['a choice', ['users', '--format', HOSTILE]],
    ['a path', ['users', '--report', NAME]],
    ['a setting', ['summary', '--fail-on', HOSTILE]],
    ['a bundle to verify', ['verify', HOSTILE]],
    ['bundles to compare', ['diff', HOSTILE, HOSTILE]],
    ['a bundle to publish', ['publish', `s3://${HOSTILE}`, HOSTILE]],
    ['a place to write to', ['report', '--out', join(NAME, '\n::x', NAME), '--report', HOSTILE]],
    ['a profile', ['check', HOSTILE]],
    ['a control of your own', ['new-control', HOSTILE]],
    ['a report to serve', ['local-iam', '--report', HOSTILE, '--generated-time', HOSTILE]],
    ['an option of the endpoint', ['local-iam', '--port', HOSTILE]],
    ['an option of Jest', ['exec', '--report', NAME, '--', `--${HOSTILE}`]],
    ['a run to resume', ['org', '--resume', HOSTILE]],
    ['a tag', ['org', '--session-tag', HOSTILE]],
  ])('%s', async (_, args) => {
    const { status, stdout, stderr } = await expectedInert(args);
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(
      /\\u\{?(?:1b|001b)|\\\\u001b|COULD NOT CHECK|no evidence bundle/,
    );
  });

  test.concurrent('a variable of the environment', async () => {
    const { status } = await expectedInert(['users'], { [`IAMSPEC_${HOSTILE}`]: HOSTILE });
    expect(status).toBe(2);
  });

  test.concurrent('waivers, profiles and reports that are broken', async () => {
    const broken = write('broken.yaml', JSON.stringify([{ [HOSTILE]: HOSTILE, control: HOSTILE }]));
    const nobody = write('no.yaml', `${waivers('nothing')}`);
    const yaml = write('not.yaml', `- a: "\u0007${HOSTILE}`);
    const thrown = write('thrown.ts', `throw new Error(${JSON.stringify(HOSTILE)});`);
    const cell = write('cell.csv', csv([rootRow(), userRow(HOSTILE)]));
    const header = write('header.csv', `user,arn,${HOSTILE}\n`);
    for (const args of [
      ['check', '--waivers', broken],
      ['check', '--waivers', nobody],
      ['check', '--waivers', yaml],
      ['check', thrown],
      ['check', houseProfile({ [HOSTILE]: HOSTILE, requirements: { [HOSTILE]: HOSTILE } })],
      ['check', houseProfile({ requirements: { [HOSTILE]: { [HOSTILE]: {} } } })],
      ['users', '--report', cell],
      ['summary', '--report', header],
      ['exec', '--report', cell],
    ]) {
      const { status } = await expectedInert(args);
      expect(status).toBe(2);
    }
  });

  function waivers(control: string): string {
    const about = { reason: 'x', owner: HOSTILE, approvedBy: 'x', expires: '2999-01-01' };
    return JSON.stringify([{ control: `${control}${HOSTILE}`, subject: HOSTILE, ...about }]);
  }

  test.concurrent('completion, lists and what is right', async () => {
    for (const args of [
      ['complete', '--', HOSTILE],
      ['list'],
      ['list', '--json'],
      ['check', houseProfile(), ...waived(1)],
      ['--help'],
    ]) {
      const { stdout } = await expectedInert(args);
      if (args[0] !== 'complete') expect(stdout).not.toBe('');
    }
  });
});
