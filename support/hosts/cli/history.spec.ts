import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../tools/testing/cli';
import { day, runIdAt, writeLightRun } from '../../../tools/testing/history';
import { AS_OF, csv, rootRow } from '../../../tools/testing/report';
import type { RunLink } from '../../result';

const home = mkdtempSync(join(tmpdir(), 'iamspec-history-'));
const account = join(home, '111122223333');
const report = join(home, 'report.csv');
const reports = join(home, 'reports');
const env = { PATH: process.env.PATH, HOME: home, IAMSPEC_REPORTS_DIR: reports };

let commands: Iamspec;
beforeAll(() => {
  commands = startIamspec(home);
  writeFileSync(report, csv([rootRow({ mfa_active: 'true' })]));
  let previous: RunLink | null = null;
  for (let at = 0; at < 5; at++) {
    const mfa = { '=cmd\u001b[2J': at === 1 ? 'failed' : 'passed' } as const;
    previous = writeLightRun(account, { startedAt: day(at), mfa, previous });
  }
});
afterAll(() => {
  commands.close();
  rmSync(home, { recursive: true, force: true });
});

const iamspec = (...args: readonly string[]) => commands.run(args, env);
const UNTIL = ['--to', '2026-01-05T12:00:00Z'];

describe('iamspec history', () => {
  test('of an unbroken chain ends with 0, and --quiet leaves its outcome', async () => {
    const { status, stdout } = await iamspec(
      'history',
      account,
      ...UNTIL,
      '--expect',
      'daily',
      '--quiet',
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'UNBROKEN: 5 runs. Exit 0.\n' });
  });

  test('knows by --expect alone that the last run is missing', async () => {
    const late = ['--to', '2026-01-06T08:00:01Z'];
    const { status, stdout } = await iamspec('history', account, ...late, '--expect', '24h');
    expect(status).toBe(2);
    expect(stdout).toContain(`after run ${runIdAt(day(4))}`);
    expect((await iamspec('history', account, ...late)).status).toBe(0);
    const inTime = ['--to', '2026-01-06T08:00:00Z'];
    expect((await iamspec('history', account, ...inTime, '--expect', '24h')).status).toBe(0);
  });

  test('writes each format by the ending of its file, hostile names inert', async () => {
    for (const name of ['h.json', 'h.csv', 'h.html', 'h.txt']) {
      const out = join(home, name);
      expect((await iamspec('history', account, ...UNTIL, '--out', out)).status).toBe(0);
      expect(readFileSync(out, 'utf8').length).toBeGreaterThan(100);
    }
    const json = JSON.parse(readFileSync(join(home, 'h.json'), 'utf8'));
    expect(json.chains[0].controls[0].mended).toEqual([
      {
        subject: '=cmd\u001b[2J',
        from: '2026-01-02T02:00:00Z',
        to: '2026-01-03T02:00:00Z',
        seconds: 86_400,
        atLeast: false,
      },
    ]);
    expect(readFileSync(join(home, 'h.html'), 'utf8')).not.toContain('\u001b');
    const oscal = join(home, 'oscal.json');
    await iamspec('history', account, ...UNTIL, '--format', 'oscal', '--out', oscal);
    expect(JSON.parse(readFileSync(oscal, 'utf8'))).toHaveProperty('assessment-results');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a date', ['--from', 'yesterday'], /--from is "yesterday", expected a day such as/],
    ['a period', ['--from', '2026-02-01', '--to', '2026-01-01'], /no such period/],
    ['how often', ['--expect', 'hourly'], /--expect is "hourly", expected daily, weekly/],
    ['an account', ['--account', '999999999999'], /There is no run below .* that was asked for/],
    ['no account', ['--account', '99999'], /--account is "99999", expected 12 digits/],
    ['a profile', ['--profiles', 'hosue', '--expect', 'daily'], /of the profiles house\./],
    ['a time before all', ['--to', '2025-12-31', '--expect', 'daily'], /no run below .* asked for/],
    ['a time after all', ['--from', '2026-02-01'], /no run below .* asked for/],
    ['a key', ['--key', 'none.pem'], /--key is "none.pem", which cannot be used/],
    ['two things', ['--retire-before', '2026-01-02', '--expect', 'daily'], /leave --expect away/],
  ])('refuses %s that is wrong', async (_, flags, why) => {
    const { status, stderr } = await iamspec('history', account, ...flags);
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
  });

  test('where there is no directory says what to name', async () => {
    expect((await iamspec('history')).stderr).toMatch(/There is no .*latest/);
    expect((await iamspec('history', 'nowhere')).stderr).toMatch(/"nowhere" is no directory/);
  });
});

test('verify --chain takes nothing that it would not mind', async () => {
  const { status, stderr } = await iamspec('verify', '--chain', account, '--max-age', '7d');
  expect(status).toBe(2);
  expect(stderr).toMatch(/leave --max-age away/);
});

describe('a run', () => {
  const READ = ['--report', report, '--as-of', new Date(AS_OF).toISOString(), '--quiet'];
  const exec = (...more: readonly string[]) => commands.alone(['exec', ...READ, ...more], env);
  const manifest = (link: string) =>
    JSON.parse(readFileSync(join(realpathSync(join(reports, link)), 'manifest.json'), 'utf8'));

  test('names the one that --previous names; a wrong one is exit 2, and nobody is judged', async () => {
    await exec();
    const [first, latest] = [manifest('latest'), realpathSync(join(reports, 'latest'))];
    expect(first.previous).toBeNull();
    await exec();
    expect(manifest('latest').previous.runId).toBe(first.run.id);
    expect((await exec('--previous', latest)).status).toBe(0);
    expect(manifest('latest').previous.runId).toBe(first.run.id);
    const other = await exec('--previous', join(account, runIdAt(day(0))));
    expect(other.status).toBe(2);
    expect(`${other.stdout}${other.stderr}`).toMatch(
      /--previous is ".*" of the profiles house|cannot be the run before/,
    );
    expect(manifest('last-run')).toMatchObject({ exitCode: 2, counts: { passed: 0 } });
    const forked = await iamspec('verify', '--chain', join(reports, '111122223333'));
    expect(forked.status).toBe(1);
    expect(forked.stdout).toContain('The chain forks');
  }, 60_000);
});
