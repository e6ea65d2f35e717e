import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../../tools/testing/cli';
import { writeTemporary } from '../../../../tools/testing/project';
import { AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../../../tools/testing/report';
import {
  type LocalIam,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../../../local-iam';
import { sampleTags } from '../../../local-iam/sample-tags';
import { ask } from '../../../oracle/oracle';
import { DAY } from '../../../report';
import { readTable } from '../../../report/csv';

const home = mkdtempSync(join(tmpdir(), 'iamspec-due-'));
let iamspec: Iamspec;
beforeAll(() => {
  iamspec = startIamspec(home);
});
afterAll(() => {
  iamspec.close();
  rmSync(home, { recursive: true });
});

interface Item {
  readonly account: string;
  readonly control: string;
  readonly subject: string;
  readonly arn: string;
  readonly owner: string;
  readonly ownerBy: string;
  readonly dueAt: string;
  readonly limit: number;
  readonly reason: string;
  readonly fix: string;
}

const REPORT = writeTemporary(
  'due.csv',
  csv([
    rootRow({ mfa_active: 'true' }),
    { ...userRow('ci', accessKey(1, ago(80 * DAY))), arn: 'arn:aws:iam::111122223333:user/web/ci' },
    userRow('old', accessKey(1, ago(100 * DAY))),
    userRow('young', accessKey(1, ago(DAY))),
  ]),
);
const OF_REPORT = ['--report', REPORT, '--as-of', new Date(AS_OF).toISOString()];
const due = (...args: readonly string[]) =>
  iamspec.run(['due', ...OF_REPORT, ...args], { PATH: process.env.PATH, HOME: home });

describe('iamspec due', () => {
  test('lists what fails next, each with its owner, date, limit and command', async () => {
    const { status, stdout } = await due('--format', 'json');
    expect(status).toBe(0);
    const items: readonly Item[] = JSON.parse(stdout);
    expect(
      items.map(({ control, subject, owner, dueAt }) => [control, subject, owner, dueAt]),
    ).toEqual([
      ['access-key-last-used', 'ci / access key 1', 'web', '2025-07-10T12:00:00Z'],
      ['access-key-rotation', 'ci / access key 1', 'web', '2025-07-10T12:00:00.001Z'],
    ]);
    expect(items[1]).toMatchObject({
      arn: 'arn:aws:iam::111122223333:user/web/ci',
      ownerBy: 'path /web/',
      limit: 90,
      reason: expect.stringContaining('80 days before the report'),
      fix: expect.stringContaining('--user-name ci'),
    });
  });

  test.each<[string, number]>([
    ['9d', 0],
    ['10d', 1],
    ['11d', 2],
  ])('within %s: %d', async (within, count) => {
    const { stdout } = await due('--format', 'json', '--within', within);
    expect(JSON.parse(stdout)).toHaveLength(count);
  });

  test('what fails already is apart', async () => {
    const { stdout } = await due('--format', 'json', '--overdue');
    const items: readonly Item[] = JSON.parse(stdout);
    expect(new Set(items.map(({ subject }) => subject))).toEqual(new Set(['old / access key 1']));
    expect(new Set(items.map(({ dueAt }) => dueAt))).toEqual(
      new Set(['2025-06-20T12:00:00Z', '2025-06-20T12:00:00.001Z']),
    );
    const text = await due();
    expect(text.stdout).toMatch(/Failing already: 2 \(nobody 2\), with --overdue\./);
  });

  test('as text, group by group, with the whole command', async () => {
    const { stdout } = await due('--by', 'control');
    expect(stdout).toContain(
      '2 credentials and settings fall due within 14 days, as of 2025-06-30T12:00:00Z.',
    );
    expect(stdout).toMatch(
      /\naccess-key-rotation \(1\)\n {2}2025-07-10 \(in 10 days\) {2}ci \/ access key 1\n/,
    );
    expect(stdout).toContain(', owner web\n');
  });

  test('as a spreadsheet, a page for a ticket, and a calendar', async () => {
    for (const [file, expected] of [
      ['due.csv', /^\ufeffaccount,owner,ownerBy,dueAt/],
      ['due.md', /^## What falls due, as of 2025-06-30T12:00:00Z\n\n### web\n\n\*\*ci /],
      ['due.ics', /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART:20250710T120000Z[\s\S]*END:VCALENDAR$/],
    ] as const) {
      const out = join(home, file);
      expect(await due('--out', out)).toMatchObject({ status: 0 });
      expect(readFileSync(out, 'utf8').trimEnd()).toMatch(expected);
      expect(statSync(out).mode & 0o777).toBe(0o600);
    }
  });

  test('the calendar is the same for the same report, so that a newer one takes its place', async () => {
    const [one, other] = [join(home, 'one.ics'), join(home, 'other.ics')];
    for (const out of [one, other]) await due('--out', out);
    const calendar = readFileSync(one, 'utf8');
    expect(calendar).toBe(readFileSync(other, 'utf8'));
    expect(calendar.match(/\r\nUID:iamspec-[0-9a-f]{32}/g)).toHaveLength(2);
    expect(calendar).not.toContain('DTEND');
  });

  test('writes a message to each owner, and sends none', async () => {
    const directory = join(home, 'notices');
    const { stderr } = await due('--notices', directory);
    expect(stderr).toMatch(/Owners by tag are not known here/);
    expect(stderr).toMatch(/\n2 messages written to .*None was sent\.\n$/);
    expect(await due('--notices', directory)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('an old message must not be sent again'),
    });
    const files = readdirSync(directory).sort();
    expect(files.map((name) => name.replace(/-[0-9a-f]{8}/, ''))).toEqual([
      'nobody.json',
      'nobody.md',
      'web.json',
      'web.md',
    ]);
    const web = files.find((name) => /^web.*md$/.test(name)) ?? '';
    const message = readFileSync(join(directory, web), 'utf8');
    expect(message).toMatch(/^# AWS IAM credentials of account 111122223333, 2 due soon\n/);
    expect(message).toContain('2025-07-10 (in 10 days)');
    const json = JSON.parse(readFileSync(join(directory, web.replace('.md', '.json')), 'utf8'));
    expect(json).toMatchObject({ schemaVersion: 1, to: 'web', overdue: [], due: [{}, {}] });
    expect(statSync(join(directory, web)).mode & 0o777).toBe(0o600);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a time that is none', ['--within', '30'], /--within is "30", expected a duration/],
    ['a group that is none', ['--by', 'team'], /Allowed choices are owner, control, account/],
    ['an ending that is none', ['--out', 'due.pdf'], /nothing is written as \.pdf/],
    [
      'two ways to write',
      ['--notices', 'x', '--out', 'due.md'],
      /leave --out, --format and --overdue/,
    ],
    ['a calendar on the terminal', ['--format', 'ics'], /say where to write it with --out/],
  ])('%s is refused', async (_, args, why) => {
    expect(await due(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(why) });
  });
});

describe('of an organization', () => {
  let iam: LocalIam;
  let run: string;

  beforeAll(async () => {
    const now = new Date();
    iam = await startLocalIam({
      account: sampleManagementAccount(now),
      organization: sampleOrganization(now, 6),
    });
    const reports = join(home, 'reports');
    await iamspec.run(['org', '--ou', 'Root'], env(reports));
    const runs = join(reports, 'organization', 'runs');
    run = join(runs, readdirSync(runs)[0] ?? '');
  }, 60_000);
  afterAll(() => iam.close());

  function env(reports: string) {
    return {
      PATH: process.env.PATH,
      HOME: home,
      AWS_ENDPOINT_URL: iam.url,
      AWS_ACCESS_KEY_ID: 'demo',
      AWS_SECRET_ACCESS_KEY: 'demo',
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: join(home, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      IAMSPEC_REPORTS_DIR: reports,
    };
  }

  test('each date is that of the naive judge over the raw cells, and each owner that of the tags', async () => {
    const within = '60d';
    const args = ['due', '--report', run, '--by', 'owner', '--format', 'json', '--within', within];
    const { status, stdout, stderr } = await iamspec.run(args, {
      PATH: process.env.PATH,
      HOME: home,
    });
    expect([status, stderr]).toEqual([0, '']);
    const items: readonly Item[] = JSON.parse(stdout);
    expect(new Set(items.map(({ account }) => account)).size).toBeGreaterThan(4);
    const found = new Set<string>();
    for (const { account, control, subject, owner, dueAt, limit } of items) {
      const rows = rowsOf(account);
      const inputs = { [INPUTS[control] ?? '']: limit };
      const at = Date.parse(dueAt);
      const told = [at - 1, at].map((instant) => ask(control, rows, instant, inputs).get(subject));
      expect([control, subject, ...told]).toEqual([control, subject, 'passed', 'failed']);
      const name = subject.split(' / ')[0] ?? '';
      const { team, email } = sampleTags({ userName: name });
      const path = rows
        .find(({ user }) => user === name)
        ?.arn?.split('/')
        .slice(1, -1)[0];
      expect([subject, owner]).toEqual([subject, team ?? email ?? path ?? 'nobody']);
      found.add(`${account} ${control} ${subject}`);
    }
    // And none is missing: the naive judge lists the same.
    expect([...found].sort()).toEqual(expectedOf(60 * DAY).sort());
  });

  test('a backtest judges every account that was audited', async () => {
    const args = ['backtest', '--profile', 'strict', run, '--format', 'json'];
    const { status, stdout } = await iamspec.run(args, { PATH: process.env.PATH, HOME: home });
    const { runs, problems } = JSON.parse(stdout);
    const judged = runs.map(({ account }: { account: string }) => account);
    expect([status, problems]).toEqual([0, []]);
    expect(judged).toEqual(
      bundles()
        .map(({ account }) => account)
        .sort(),
    );
  });

  test.each([
    ['came to one of', 1],
    ['came to none of', 0],
  ])('a run that %s its accounts is not all of it', async (_, records) => {
    const cut = join(home, 'reports', 'organization', 'runs', `cut-${records}`);
    cpSync(run, cut, { recursive: true });
    const log = join(cut, 'organization.ndjson');
    const lines = readFileSync(log, 'utf8').split('\n').slice(0, records);
    writeFileSync(log, lines.map((line) => `${line}\n`).join(''));
    const own = { PATH: process.env.PATH, HOME: home };
    const judged = await iamspec.run(['backtest', '--profile', 'strict', cut], own);
    const listed = await iamspec.run(['due', '--report', cut], own);
    expect([judged.status, listed.status]).toEqual([2, 2]);
    expect(judged.stderr).toMatch(/account \d{12}: the run did not come to it/);
    expect(listed.stderr).toMatch(/account \d{12}: the run did not come to it/);
  });

  const INPUTS: Readonly<Record<string, string>> = {
    'access-key-rotation': 'maxAgeDays',
    'access-key-last-used': 'maxIdleDays',
    'password-last-used': 'maxIdleDays',
  };
  const LIMITS = {
    'access-key-rotation': 90,
    'access-key-last-used': 90,
    'password-last-used': 30,
  };

  const bundles = () => {
    const accounts = join(home, 'reports', 'organization', 'accounts');
    return readdirSync(accounts).map((account) => {
      const [only = ''] = readdirSync(join(accounts, account)).filter((name) =>
        existsSync(join(accounts, account, name, 'manifest.json')),
      );
      return { account, directory: join(accounts, account, only) };
    });
  };

  function rowsOf(account: string) {
    const { directory = '' } = bundles().find((each) => each.account === account) ?? {};
    const { header, records } = readTable(readFileSync(join(directory, 'report.csv')));
    return records.map((cells) =>
      Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])),
    );
  }

  function expectedOf(time: number): string[] {
    return bundles().flatMap(({ account, directory }) => {
      const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
      const asOf = Date.parse(manifest.report.asOf);
      return Object.entries(LIMITS).flatMap(([control, limit]) => {
        const inputs = { [INPUTS[control] ?? '']: limit };
        const [now, then] = [asOf, asOf + time].map((at) =>
          ask(control, rowsOf(account), at, inputs),
        );
        return [...(then ?? [])].flatMap(([subject, answer]) =>
          answer === 'failed' && now?.get(subject) === 'passed'
            ? [`${account} ${control} ${subject}`]
            : [],
        );
      });
    });
  }
});
