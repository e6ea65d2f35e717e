import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../../tools/testing/cli';
import {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  csv,
  password,
  rootRow,
  userRow,
} from '../../../../tools/testing/report';
import { readVerdicts } from '../../../../tools/testing/verdicts';
import { DAY } from '../../../report';

const home = mkdtempSync(join(tmpdir(), 'iamspec-backtest-'));
let iamspec: Iamspec;

// The key of `edge` is 60 days old in the second run, to the millisecond, and older in the third.
const EDGE = AS_OF - 59 * DAY;
const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('edge', {
    ...accessKey(1, new Date(EDGE).toISOString(), { used: ago(DAY) }),
    arn: `arn:aws:iam::${ACCOUNT}:user/web/edge`,
  }),
  userRow('old', accessKey(1, ago(100 * DAY), { used: ago(DAY) })),
  userRow('=cmd', password(ago(DAY), ago(40 * DAY))),
]);
const HOUSE = `export default {
  name: 'house', title: 'House', requirements: {
    1: { 'access-key-rotation': { maxAgeDays: 60 } }, 2: { 'password-policy-length': {} },
  },
};`;

const env = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env.PATH,
  HOME: home,
  IAMSPEC_REPORTS_DIR: join(home, 'reports'),
  ...more,
});
const path = (name: string) => join(home, name);
const RUNS = join(home, 'reports', ACCOUNT);
let bundles: readonly string[];

async function audited(at: number, ...args: readonly string[]): Promise<string> {
  const asOf = new Date(at).toISOString();
  const given = ['exec', '--report', path('report.csv'), '--as-of', asOf, ...args];
  await iamspec.alone(given, env());
  return realpathSync(join(home, 'reports', 'latest'));
}

beforeAll(async () => {
  iamspec = startIamspec(home);
  writeFileSync(path('report.csv'), REPORT);
  writeFileSync(path('house.ts'), HOUSE);
  bundles = [await audited(AS_OF), await audited(AS_OF + DAY), await audited(AS_OF + DAY + 1)];
}, 60_000);
afterAll(() => {
  iamspec.close();
  rmSync(home, { recursive: true });
});

const backtest = (args: readonly string[], more = {}) =>
  iamspec.run(['backtest', ...args], env(more));
const HOUSE_OF = () => ['--profile', path('house.ts')];
async function told(args: readonly string[], more = {}) {
  const { status, stdout, stderr } = await backtest([...args, '--format', 'json'], more);
  return { status, stderr, ...JSON.parse(stdout) };
}

interface Line {
  readonly control: string;
  readonly subject: string;
  readonly status: string;
}

function failuresIn(bundle: string): string[] {
  const lines: readonly Line[] = readVerdicts(bundle)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines
    .filter(({ status }) => status === 'failed')
    .map(({ control, subject }) => `${control} ${subject}`);
}

type Grouped = readonly { readonly control: string; readonly subjects: readonly string[] }[];
const flat = (groups: Grouped) =>
  groups.flatMap(({ control, subjects }) => subjects.map((subject) => `${control} ${subject}`));

describe('iamspec backtest', () => {
  test('judges as a run over the bundle does, under the same policy', async () => {
    const [bundle = ''] = bundles;
    writeFileSync(
      path('waivers.yaml'),
      JSON.stringify([
        {
          ...{ control: 'access-key-rotation', subject: 'old / *', reason: 'r', owner: 'o' },
          ...{
            approvedBy: 'a',
            expires: new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10),
          },
        },
      ]),
    );
    const policy = [
      '--profile',
      'strict',
      '--waivers',
      path('waivers.yaml'),
      '--fail-on',
      'medium',
    ];
    const elsewhere = env({ IAMSPEC_REPORTS_DIR: path('again') });
    await iamspec.alone(['exec', '--report', bundle, ...policy], elsewhere);
    const again = path(join('again', 'latest'));
    const manifest = JSON.parse(readFileSync(join(again, 'manifest.json'), 'utf8'));
    const { runs } = await told([...policy, bundle]);
    expect(runs[0].counts).toEqual(manifest.counts);
    expect(runs[0].exitCode).toBe(manifest.exitCode);
    expect(manifest.counts).toMatchObject({ waived: 1, notReviewed: expect.any(Number) });
    const then = failuresIn(bundle);
    const now = failuresIn(again);
    expect(flat(runs[0].newly).sort()).toEqual(now.filter((each) => !then.includes(each)).sort());
    expect(flat(runs[0].noLonger)).toEqual(['access-key-rotation old / access key 1']);
    expect(runs[0].noLonger[0].because).toBe('waived');
    const same = await told([...policy, again]);
    expect(same.runs[0]).toMatchObject({ newly: [], noLonger: [], notKnown: 0, notices: 0 });
  });

  test('judges each run at its own instant: at the limit it passes, a millisecond later it fails', async () => {
    const { status, runs, users, notices } = await told([...HOUSE_OF(), RUNS]);
    expect(status).toBe(0);
    expect(
      runs.map(({ asOf, newly }: { asOf: string; newly: Grouped }) => [asOf, flat(newly)]),
    ).toEqual([
      ['2025-06-30T12:00:00Z', []],
      ['2025-07-01T12:00:00Z', []],
      ['2025-07-01T12:00:00.001Z', ['access-key-rotation edge / access key 1']],
    ]);
    expect(users[0]).toMatchObject({
      ...{ user: 'edge', owner: 'web', ownerBy: 'path /web/', runs: 1, notices: 1 },
      newly: { runs: 1, first: '2025-07-01T12:00:00.001Z', last: '2025-07-01T12:00:00.001Z' },
    });
    expect(notices).toEqual([{ owner: 'web', notices: 1 }]);
  });

  test('takes no verdict that it cannot give for a pass, and says why it cannot', async () => {
    const { runs, notJudged } = await told([...HOUSE_OF(), RUNS]);
    expect(runs[0].counts).toMatchObject({ passed: 1, notReviewed: 1 });
    expect(notJudged).toEqual([
      {
        ...{ control: 'password-policy-length', runs: 3, verdicts: 3 },
        reason: expect.stringContaining('does not tell the password policy'),
      },
    ]);
    const { stdout } = await backtest([...HOUSE_OF(), RUNS]);
    expect(stdout).toMatch(/password-policy-length: 3 verdicts in 3 runs\. Not reviewed/);
    expect(stdout).toMatch(/; 3 verdicts could not be judged\.\n$/);
  });

  test('takes the runs of a directory in the order of time, each once, and follows no link in it', async () => {
    const accounts = path('accounts');
    mkdirSync(join(accounts, ACCOUNT), { recursive: true });
    symlinkSync(dirname(bundles[2] ?? ''), join(accounts, '222222222222'));
    symlinkSync(bundles[2] ?? '', join(accounts, ACCOUNT, basename(bundles[2] ?? '')));
    for (const bundle of bundles.slice(0, 2)) {
      cpSync(bundle, join(accounts, ACCOUNT, basename(bundle)), { recursive: true });
    }
    const ids = (of: { runs: readonly { runId: string }[] }) => of.runs.map(({ runId }) => runId);
    const expected = bundles.map((each) => basename(each));
    expect(ids(await told([...HOUSE_OF(), accounts]))).toEqual(expected.slice(0, 2));
    const all = [...bundles].reverse();
    expect(ids(await told([...HOUSE_OF(), ...all, accounts, path('reports')]))).toEqual(expected);
  });

  test('names a damaged bundle, judges the others, and ends with 2', async () => {
    const [bundle = ''] = bundles;
    const damaged = path(join('damaged', basename(bundle)));
    cpSync(bundle, damaged, { recursive: true });
    writeFileSync(join(damaged, 'report.csv'), REPORT.replace('edge', 'edgy'));
    const { status, runs, problems, stderr } = await told([
      ...HOUSE_OF(),
      damaged,
      bundles[1] ?? '',
    ]);
    expect(status).toBe(2);
    expect(runs).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(/damaged.*: report\.csv was changed: /)]);
    expect(stderr).toMatch(/^Could not judge: .*report\.csv was changed/m);
  });

  test('does not choose between two bundles that both say they are one run', async () => {
    const [bundle = ''] = bundles;
    const copy = path('copy');
    cpSync(bundle, copy, { recursive: true });
    const text = readFileSync(join(copy, 'manifest.json'), 'utf8');
    writeFileSync(join(copy, 'manifest.json'), `${text} `);
    const { status, problems } = await told([...HOUSE_OF(), bundle, copy]);
    expect(status).toBe(2);
    expect(problems).toEqual([expect.stringMatching(/both say that they are run .*not the same/)]);
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['a directory without bundles', () => [path('.')], /holds no bundle/],
    ['no directory', () => [path('none')], /none cannot be read: ENOENT/],
    ['a wrong profile', () => ['--profile', 'stirct', ...bundles], /no profile "stirct"/],
    ['a wrong waivers file', () => ['--waivers', 'none.yaml', ...bundles], /none\.yaml/],
    [
      'an unknown format',
      () => ['--out', path('x.pdf'), ...bundles],
      /nothing is written as \.pdf/,
    ],
  ])('%s is an error', async (_, args, why) => {
    expect(await backtest(args())).toMatchObject({ status: 2, stderr: expect.stringMatching(why) });
  });

  test('ends with 2 where the proposed policy could not be checked, and counts no pass for it', async () => {
    const classes = {
      web: {
        users: ['tag:team=web'],
        loosens: 'r',
        controls: { 'access-key-rotation': { maxAgeDays: 90 } },
      },
    };
    const byTag = HOUSE.replace(
      "title: 'House',",
      `title: 'House', classes: ${JSON.stringify(classes)},`,
    );
    writeFileSync(path('tags.ts'), byTag.replace("name: 'house'", "name: 'tags'"));
    const { status, runs, notJudged } = await told(['--profile', path('tags.ts'), ...bundles]);
    expect(status).toBe(2);
    expect(runs[0]).toMatchObject({ exitCode: 2, notKnown: 1, noLonger: expect.any(Array) });
    expect(flat(runs[0].noLonger)).not.toContain('access-key-rotation old / access key 1');
    expect(notJudged[0]).toMatchObject({ control: 'access-key-rotation', runs: 3, verdicts: 3 });
  });

  test('says of a run that it read no report', async () => {
    const none = path('none');
    await iamspec.alone(
      ['exec', '--report', path('absent.csv')],
      env({ IAMSPEC_REPORTS_DIR: none }),
    );
    const { status, problems } = await told([...HOUSE_OF(), join(none, 'last-run'), ...bundles]);
    expect([status, problems]).toEqual([2, [expect.stringMatching(/could read no report/)]]);
  });

  test('lets neither IAMSPEC_SINCE nor IAMSPEC_AS_OF count', async () => {
    const [first = '', , last = ''] = bundles;
    const more = { IAMSPEC_SINCE: first, IAMSPEC_AS_OF: new Date(AS_OF).toISOString() };
    const [with_, without] = [
      await told([...HOUSE_OF(), last], more),
      await told([...HOUSE_OF(), last]),
    ];
    expect(with_.runs).toEqual(without.runs);
    expect(without.runs[0].exitCode).toBe(1);
  });

  test('writes a spreadsheet in which nothing is a formula, and a page for a ticket', async () => {
    const [bundle = ''] = bundles;
    const [csvFile, markdown] = [path('found.csv'), path('found.md')];
    await backtest(['--profile', 'strict', bundle, '--out', csvFile]);
    await backtest(['--profile', 'strict', bundle, '--out', markdown]);
    const [head = '', ...rows] = readFileSync(csvFile, 'utf8').trimEnd().split('\n');
    expect(head).toBe(
      '\ufeffaccount,owner,ownerBy,control,severity,subject,arn,runs,first,last,notices,reason',
    );
    expect(rows.filter((row) => row.includes("'=cmd"))).not.toHaveLength(0);
    expect(rows.join('\n')).not.toMatch(/(?:^|,)"?=cmd/m);
    const page = readFileSync(markdown, 'utf8');
    expect(page).toMatch(/^## Backtest under strict: 0 waivers, /);
    expect(page).toMatch(/\| user \| owner \| runs \| first \|/);
  });

  test('says with --quiet what it came to, and nothing else', async () => {
    const { stdout, stderr } = await backtest([...HOUSE_OF(), RUNS, '--quiet']);
    expect([stdout, stderr]).toEqual([
      '3 of 3 runs judged: 1 finding of 1 user would be new, 1 notice to 1 owner; 3 verdicts could not be judged.\n',
      '',
    ]);
  });
});
