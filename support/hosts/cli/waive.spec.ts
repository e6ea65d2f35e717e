import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, type Said, startIamspec } from '../../../tools/testing/cli';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  password,
  type Row,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { sampleManagementAccount, sampleOrganization, startLocalIam } from '../../local-iam';
import { DAY } from '../../report';
import { utcDay } from '../../result';

let home: string;
let iamspec: Iamspec;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'iamspec-waive-'));
  iamspec = startIamspec(home);
});
beforeEach(() => {
  for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true });
});
afterAll(() => {
  iamspec.close();
  rmSync(home, { recursive: true, force: true });
});

const ENV = () => ({
  PATH: process.env.PATH,
  HOME: home,
  IAMSPEC_AS_OF: new Date(AS_OF).toISOString(),
});
const run = (...args: readonly string[]) => iamspec.run(args, ENV());
const path = (name: string) => join(home, name);
const text = (name: string) => readFileSync(path(name), 'utf8');

const inDays = (days: number) => utcDay(Date.now() + days * DAY);

/** Users of whom alice and bob have keys of 100 days, and bob a second one that is new. */
const OLD = ago(100 * DAY);
const ROWS = {
  alice: userRow('alice', { mfa_active: 'true', ...accessKey(1, OLD, { used: ago(DAY) }) }),
  bob: userRow('bob', {
    mfa_active: 'true',
    ...accessKey(1, OLD, { used: ago(DAY) }),
    ...accessKey(2, ago(DAY), { used: ago(DAY) }),
  }),
  carol: userRow('carol', password(ago(DAY))),
};

function report(name: string, rows: Readonly<Record<string, Row>> = ROWS): string {
  writeFileSync(path(name), csv([rootRow({ mfa_active: 'true' }), ...Object.values(rows)]));
  return name;
}

const TERMS = [
  ...['--reason', 'found by the first audit', '--owner', 'platform'],
  ...['--approved-by', 'ciso', '--expires', inDays(30)],
];

function waive(...args: readonly string[]): Promise<Said> {
  return run('waive', '--report', 'report.csv', ...TERMS, ...args);
}

async function counts(waivers: string, name = 'report.csv'): Promise<string> {
  const { stdout } = await run('summary', '--report', name, '--waivers', waivers);
  return stdout.trim().split('\n').at(-1) ?? '';
}

describe('iamspec waive', () => {
  beforeEach(() => report('report.csv'));

  test('makes the next run green, with all that fails in sight, and says what it did', async () => {
    const before = await run('summary', '--report', 'report.csv');
    expect(before.status).toBe(1);
    const { status, stdout } = await waive('--out', 'waivers.yaml');
    expect(status).toBe(0);
    expect(
      stdout,
    ).toBe(`Waived    3 failures of 3 users under 2 controls, until ${inDays(30)}, approved by ciso
          access-key-rotation: 2
          console-user-mfa: 1
Written   waivers.yaml: 3 subjects added
Next      iamspec exec --waivers waivers.yaml shows them all as waived
          iamspec waive --shrink --waivers waivers.yaml takes out what was mended since
`);
    expect(text('waivers.yaml')).toBe(`- control: access-key-rotation
  reason: found by the first audit
  owner: platform
  approvedBy: ciso
  expires: ${inDays(30)}
  subjects: |
    alice / access key 1
    bob / access key 1

- control: console-user-mfa
  reason: found by the first audit
  owner: platform
  approvedBy: ciso
  expires: ${inDays(30)}
  subjects: |
    carol
`);
    expect(statSync(path('waivers.yaml')).mode & 0o777).toBe(0o600);
    expect(await counts('waivers.yaml')).toMatch(/^PASSED.* 0 failed, 3 waived.*Exit 0\.$/);
  });

  test('leaves what fails afterwards to fail, alone', async () => {
    await waive('--out', 'waivers.yaml');
    const dave = userRow('dave', { mfa_active: 'true', ...accessKey(1, OLD, { used: ago(DAY) }) });
    const later = report('later.csv', { ...ROWS, dave });
    const { status, stdout } = await run('summary', '--report', later, '--waivers', 'waivers.yaml');
    expect(status).toBe(1);
    expect(stdout.match(/^ {2}failed .*$/gm)).toEqual([
      expect.stringContaining('dave / access key 1'),
    ]);
  });

  test('adds nothing to what is waived, and writes the same bytes again', async () => {
    await waive('--out', 'waivers.yaml');
    const former = text('waivers.yaml');
    expect((await waive('--out', 'waivers.yaml')).stdout).toContain(
      'Written   waivers.yaml: left as it was; 3 stood there already',
    );
    const { status, stdout } = await waive('--waivers', 'waivers.yaml');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'Waived    nothing: no failure is left that a waiver could name\n',
    });
    expect(text('waivers.yaml')).toBe(former);
  });

  test('writes into the file in force, keeps its comments and its mode, and follows a link', async () => {
    mkdirSync(path('profiles'));
    writeFileSync(
      path('kept.yaml'),
      '# Of the house.\n\n# Hers.\n- control: console-user-mfa\n  subject: carol\n  reason: r\n  owner: o\n  approvedBy: a\n  expires: 2020-01-01\n',
    );
    chmodSync(path('kept.yaml'), 0o644);
    symlinkSync(path('kept.yaml'), path('profiles/waivers.yaml'));
    const { stdout } = await waive('--user', 'alice');
    expect(stdout).toContain('Written   profiles/waivers.yaml: 1 subject added');
    expect(text('kept.yaml')).toMatch(
      /^# Of the house\.\n\n- control: access[^#]*\n\n# Hers\.\n- control: cons/,
    );
    expect(statSync(path('kept.yaml')).mode & 0o777).toBe(0o644);
    const again = await waive('--user', 'carol');
    expect(again.stdout).toContain('1 subject added; 1 of them in the place of an expired waiver');
    expect(text('kept.yaml')).not.toContain('2020');
  });

  test('says one line with --quiet', async () => {
    const { stdout } = await waive('--out', 'waivers.yaml', '--quiet');
    expect(stdout).toMatch(/^Waived .*\n$/);
  });

  test('asks for a file where there is no policy to write to', async () => {
    const { status, stderr } = await waive();
    expect(status).toBe(2);
    expect(stderr).toMatch(/there is no policy repository here.*\n.*--out/);
  });

  test('never waives what could not be checked, and says how much that is', async () => {
    const { status, stdout } = await waive('--profile', 'cis-aws-5.0', '--out', 'waivers.yaml');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Left {6}3 not reviewed: what was not checked is not waived$/m);
    expect(text('waivers.yaml')).not.toContain('password-policy');
  });

  test.each([
    [['--control', 'access-key-rotation'], 2],
    [['--control', 'access-key-rotation', '--control', 'console-user-mfa'], 3],
    [['--user', 'bob'], 1],
    [['--user', '*o*'], 2],
    [['--user', 'bob', '--control', 'access-key-rotation'], 1],
  ])('%j waives %d', async (args, count) => {
    const { stdout } = await waive('--out', 'waivers.yaml', ...args);
    expect(stdout).toContain(`waivers.yaml: ${count} subject${count === 1 ? '' : 's'} added`);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a control that nobody knows',
      ['--control', 'acess-key-rotation'],
      /Did you mean "access-key-rotation"/,
    ],
    ['a control under which nobody fails', ['--control', 'root-mfa'], /under which nobody fails/],
    ['a user whom nobody knows', ['--user', 'alcie'], /Did you mean "alice"/],
    [
      'one of two who fails nothing',
      ['--user', 'alice', '--user', 'root'],
      /"root", which fails no control/,
    ],
    ['a day that is over', ['--expires', inDays(-1)], /which is over/],
    ['a day too far', ['--expires', inDays(367)], /more than 366 days from today/],
    ['a day that is none', ['--expires', '2026-02-30'], /expected a day such as/],
    ['a blank reason', ['--reason', ' '], /--reason is empty/],
    ['a blank owner', ['--owner', '\u200b'], /--owner is empty/],
    ['a blank approver', ['--approved-by', ''], /--approved-by is empty/],
    ['a blank ticket', ['--ticket', ' '], /--ticket is empty/],
  ])('refuses %s, and writes nothing', async (_, args, message) => {
    const { status, stderr } = await waive('--out', 'waivers.yaml', ...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
    expect(readdirSync(home)).toEqual(['report.csv']);
  });

  test.each([0, 366])('takes a day %d days ahead', async (days) => {
    expect((await waive('--out', 'waivers.yaml', '--expires', inDays(days))).status).toBe(0);
  });

  test('says at once all that is missing', async () => {
    const { status, stderr } = await run(
      'waive',
      '--report',
      'report.csv',
      '--out',
      'waivers.yaml',
    );
    expect(status).toBe(2);
    for (const flag of ['--reason', '--owner', '--approved-by', '--expires']) {
      expect(stderr).toContain(`${flag} is missing`);
    }
  });

  test('refuses a file that is wrong, and leaves it as it is', async () => {
    writeFileSync(path('waivers.yaml'), '- control: nothing\n');
    const { status } = await waive('--out', 'waivers.yaml');
    expect(status).toBe(2);
    expect(text('waivers.yaml')).toBe('- control: nothing\n');
  });
});

describe('of an organization', () => {
  test('waivers name accounts, by ARNs, and are taken out by what each account says', async () => {
    const now = new Date();
    const iam = await startLocalIam({
      account: sampleManagementAccount(now),
      organization: sampleOrganization(now, 4),
    });
    const env = {
      ...{ PATH: process.env.PATH, HOME: home, AWS_ENDPOINT_URL: iam.url, AWS_REGION: 'us-east-1' },
      ...{ AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo' },
      AWS_CONFIG_FILE: path('none'),
      AWS_SHARED_CREDENTIALS_FILE: path('none'),
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const org = (...args: readonly string[]) => iamspec.alone(['org', ...args], env);
    const again = (...args: readonly string[]) => iamspec.alone(['waive', ...args], env);
    const runs = () => readdirSync(path('reports/organization/runs')).sort();
    try {
      expect((await org()).status).toBe(1);
      const first = `reports/organization/runs/${runs()[0]}`;
      const { status, stdout } = await again('--report', first, ...TERMS, '--out', 'waivers.yaml');
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Note {6}an ARN excuses all credentials of its user/m);
      expect(stdout).toContain('Next      iamspec org --waivers waivers.yaml shows');
      const subjects = text('waivers.yaml').match(/^ {4}.*$/gm) ?? [];
      expect(subjects.length).toBeGreaterThan(5);
      expect(subjects.filter((line) => !/^ {4}arn:aws:iam::\d{12}:/.test(line))).toEqual([]);

      const green = await org('--waivers', 'waivers.yaml');
      expect(green.stdout).toMatch(/PASSED.*Exit 0/);
      const last = `reports/organization/runs/${runs()[1]}`;
      const [account = ''] = subjects.flatMap((line) => /\d{12}/.exec(line) ?? []);
      const [, bundle = ''] = readdirSync(path(`reports/organization/accounts/${account}`)).sort();
      const manifest = text(`reports/organization/accounts/${account}/${bundle}/manifest.json`);
      const accounts = manifest.match(/(?<=:iam::)\d{12}/g) ?? [];
      expect([...new Set(accounts)]).toEqual([account]);

      const gone = subjects.filter((line) => line.includes(`::${account}:`)).length;
      rmSync(path(`reports/organization/accounts/${account}/${bundle}`), { recursive: true });
      const shrunk = ['--shrink', '--report', last, '--waivers', 'waivers.yaml'];
      const stays = (await again(...shrunk)).stdout;
      expect(stays).toContain('Taken out nothing');
      expect(stays).toContain(
        `Stays     ${gone} subject${gone === 1 ? '' : 's'} of accounts that this run did not judge`,
      );
      expect(stays).toMatch(/^Left {6}1 account without a report, such as \d{12}: /m);
    } finally {
      await iam.close();
    }
  });
});

describe('iamspec waive --shrink', () => {
  const shrink = (...args: readonly string[]) =>
    run('waive', '--shrink', '--waivers', 'waivers.yaml', ...args);

  beforeEach(async () => {
    report('report.csv');
    await waive('--out', 'waivers.yaml');
  });

  test('takes out nothing while all of it fails, and leaves the file as it is', async () => {
    const former = text('waivers.yaml');
    const { status, stdout } = await shrink('--report', 'report.csv');
    expect(status).toBe(0);
    expect(stdout).toBe(`Taken out nothing of waivers.yaml: nothing was mended since
Stays     3 subjects that would still fail
          access-key-rotation: alice / access key 1 and bob / access key 1
          console-user-mfa: carol
`);
    expect(text('waivers.yaml')).toBe(former);
  });

  test('takes out what was mended, so that it fails when it breaks again', async () => {
    const alice = userRow('alice', {
      mfa_active: 'true',
      ...accessKey(1, ago(DAY), { used: ago(DAY) }),
    });
    const { carol: _, ...rest } = { ...ROWS, alice };
    const { stdout } = await shrink('--report', report('mended.csv', rest));
    expect(stdout).toContain(`Taken out 2 subjects of waivers.yaml: they do not fail any more
          access-key-rotation: alice / access key 1
          console-user-mfa: carol
Stays     1 subject that would still fail
`);
    expect(text('waivers.yaml')).toMatch(/subjects: \|\n {4}bob \/ access key 1\n$/);
    expect(text('waivers.yaml')).not.toContain('console-user-mfa');
    expect(await counts('waivers.yaml', 'mended.csv')).toContain('PASSED');
    expect(await counts('waivers.yaml')).toMatch(/FAILED.* 2 failed, 1 waived/);
  });

  test('adds nothing', async () => {
    writeFileSync(path('waivers.yaml'), '# none\n');
    const { stdout } = await shrink('--report', 'report.csv');
    expect(stdout).toBe('Taken out nothing of waivers.yaml: nothing was mended since\n');
    expect(text('waivers.yaml')).toBe('# none\n');
  });

  test('decides nothing by controls that were not selected, or not judged in full', async () => {
    const gone = report('gone.csv', {});
    const former = text('waivers.yaml');
    const profile = 'name: house\ntitle: House\nrequirements:\n  one: { CONTROL: {} }\n';
    for (const control of ['root-mfa', 'root-hardware-mfa']) {
      writeFileSync(path('house.yaml'), profile.replace('CONTROL', control));
      const { stdout } = await shrink('--report', gone, '--profile', './house.yaml');
      expect(stdout).toContain(
        'Stays     3 subjects of controls that this run did not judge in full',
      );
      expect(text('waivers.yaml')).toBe(former);
    }
  });

  test('keeps those that have expired, and names them', async () => {
    const lapsed = text('waivers.yaml').replaceAll(inDays(30), inDays(-1));
    writeFileSync(path('waivers.yaml'), lapsed);
    const { stdout } = await shrink('--report', 'report.csv');
    expect(stdout).toContain(
      'Expired   3 subjects of those that stay, which excuse nothing: mend or waive them anew',
    );
    expect(text('waivers.yaml')).toBe(lapsed);
  });

  test.each([
    ['--reason', 'x'],
    ['--control', 'root-mfa'],
    ['--expires', inDays(1)],
  ])('is refused with %s, which goes with new waivers', async (...args) => {
    const { status, stderr } = await shrink('--report', 'report.csv', ...args);
    expect(stderr).toContain(
      `--shrink looks at all waivers of the file, and adds none: leave out ${args[0]}`,
    );
    expect(status).toBe(2);
  });
});
