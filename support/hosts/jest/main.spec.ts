import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../../../package.json';
import { UNBROKEN } from '../../../tools/testing/cli';
import {
  type Audit,
  audit,
  auditCsv,
  auditLive,
  baselineSuites,
  brokenRows,
  cleanRows,
  expectCouldNotCheck,
  liveAccount,
  outcomes,
  said,
  schemaErrors,
  stamp,
} from '../../../tools/testing/npm-test';
import { writeProfile, writeTemporary } from '../../../tools/testing/project';
import { readSuites } from '../../../tools/testing/read-junit';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  LEFT_OUT,
  type Row,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';

const CLEAN = cleanRows(AS_OF);
const BROKEN = brokenRows(AS_OF);

/** One control, which bob fails: enough where the way of running it is what is proved. */
const QUICK = { IAMSPEC_PROFILE: writeProfile('quick', { mfa: { 'console-user-mfa': {} } }) };

/** The run that others are held against. */
let brokenRun: Promise<Audit> | undefined;
function auditBroken(): Promise<Audit> {
  brokenRun ??= auditCsv(BROKEN, AS_OF);
  return brokenRun;
}

/** What `aws iam get-credential-report` prints. */
const CLI_JSON = JSON.stringify({
  Content: Buffer.from(csv(BROKEN)).toString('base64'),
  ReportFormat: 'text/csv',
  GeneratedTime: stamp(AS_OF).replace('Z', '+00:00'),
});

describe('the exit code', () => {
  test.concurrent('2: the instant lies before a date of the report, so that every age would be wrong', async () => {
    const result = await auditCsv(CLEAN, AS_OF - 90 * DAY, { env: QUICK });
    expectCouldNotCheck(
      result,
      /holds the latest date, .* \(IAMSPEC_AS_OF\)\. Set IAMSPEC_AS_OF to the instant/,
      ['quick › console-user-mfa'],
    );
  });

  test.concurrent('2: a row says that it leaves credentials out, under baseline', async () => {
    const alice = userRow('alice', { ...accessKey(1, ago(DAY)), ...LEFT_OUT });
    const result = await auditCsv([rootRow(), alice], AS_OF);
    expect(result.exitCode).toBe(2);
    expect(outcomes(result)).toEqual({
      'baseline › access-key-last-used: alice / access key 1': 'error',
      'baseline › access-key-rotation: alice / access key 1': 'error',
      'baseline › console-user-mfa: no subject': 'error',
      'baseline › password-last-used: no subject': 'error',
      'baseline › root-mfa: <root_account>': 'passed',
      'baseline › root-no-access-key: <root_account>': 'passed',
    });
  });

  test.concurrent('1: the account breaks the policy, one testcase for each subject', async () => {
    const result = await auditBroken();
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/\nFAILED: .*2 failed.* Exit 1\.\n$/);
    expect(outcomes(result)).toEqual({
      'baseline › access-key-last-used: robot / access key 1': 'passed',
      'baseline › access-key-last-used: alice': 'skipped',
      'baseline › access-key-last-used: bob': 'skipped',
      'baseline › access-key-rotation: robot / access key 1': 'failed',
      'baseline › access-key-rotation: alice': 'skipped',
      'baseline › access-key-rotation: bob': 'skipped',
      'baseline › console-user-mfa: alice': 'passed',
      'baseline › console-user-mfa: bob': 'failed',
      'baseline › console-user-mfa: robot': 'skipped',
      'baseline › password-last-used: alice / password': 'passed',
      'baseline › password-last-used: bob / password': 'passed',
      'baseline › password-last-used: robot': 'skipped',
      'baseline › root-mfa: <root_account>': 'passed',
      'baseline › root-no-access-key: <root_account>': 'passed',
    });
    for (const { name, cases } of result.suites) {
      expect(cases.map(({ classname }) => `baseline › ${classname}`)).toEqual(
        cases.map(() => name),
      );
    }
  });
});

describe('a saved report', () => {
  test.concurrent('gives the same testcases as CSV and as the JSON of the AWS CLI, at different times too', async () => {
    const file = writeTemporary('report.json', CLI_JSON);
    const [fromCsv, fromJson, later] = await Promise.all([
      auditBroken(),
      audit([], { env: { IAMSPEC_REPORT: file } }),
      auditLive({ account: liveAccount(brokenRows) }),
    ]);
    expect(fromJson.stdout).toContain(`generated ${stamp(AS_OF)}`);
    expect(fromJson.suites.map(({ cases }) => cases)).toEqual(
      fromCsv.suites.map(({ cases }) => cases),
    );
    expect(fromJson.exitCode).toBe(1);
    // Names are stable: what varies with the day stands in the messages alone.
    expect(outcomes(later)).toEqual(outcomes(fromCsv));
  });

  test.concurrent.each([
    ['an empty standard input', '-', ''],
    ['a file that is not there', '/nonexistent/report.csv', ''],
  ])('that is %s: exit 2', async (_, path, stdin) => {
    const result = await audit([], { env: { IAMSPEC_REPORT: path }, stdin });
    expectCouldNotCheck(result, /cannot be read|cannot be used/);
  });
});

describe('arguments of Jest', () => {
  test.concurrent.each([
    [['-t', 'no-such-subject']],
    [['no-such-control']],
    [['--selectProjects', 'no-such-profile']],
  ])('%j matches nothing: exit 2', async (args) => {
    expectCouldNotCheck(
      await auditCsv(CLEAN, AS_OF, { args }),
      /nothing was checked|Jest did not run/,
    );
  });

  test.concurrent("--runner jest-runner: Jest's stock runner comes to the same verdicts", async () => {
    const [own, stock] = await Promise.all([
      auditBroken(),
      auditCsv(BROKEN, AS_OF, { args: ['--runner', 'jest-runner'] }),
    ]);
    expect(stock.suites.map(({ cases }) => cases)).toEqual(own.suites.map(({ cases }) => cases));
    expect(stock.exitCode).toBe(1);
  });

  test.concurrent('--json leaves standard output to the JSON', async () => {
    const result = await auditCsv(BROKEN, AS_OF, { args: ['--json'], env: QUICK });
    expect(JSON.parse(result.stdout)).toMatchObject({ numFailedTests: 1, success: false });
    expect(result.stderr).toMatch(/FAILED: .* Exit 1\./);
    expect(result.exitCode).toBe(1);
  });

  test.concurrent('--reporters adds to the evidence, and does not replace it: of a report from standard input, too', async () => {
    const env = { ...QUICK, IAMSPEC_REPORT: '-' };
    const result = await audit(['--reporters', 'default'], { env, stdin: CLI_JSON });
    expect(result.stdout).toContain('saved report, JSON from standard input');
    expect(said(result)).toMatch(/FAILED: .* Exit 1\./);
    expect(result.suites).toHaveLength(1);
    expect(result.exitCode).toBe(1);
  });

  test.concurrent('--bail ends the run early: the rest is said to be left out, and the exit code is no 0', async () => {
    const env = { IAMSPEC_FAIL_ON: 'critical' };
    for (const each of [{}, { env }]) {
      const result = await auditCsv(BROKEN, AS_OF, { args: ['--bail'], ...each });
      expect(result.stdout).toMatch(/PARTIAL RUN \(\d+ left out/);
      expect(result.exitCode).toBe(1);
    }
  });
});

test.concurrent('two profiles judge the same control each at its own limit: 0 with IAMSPEC_FAIL_ON above what failed, and the verdict says so', async () => {
  const house = writeProfile('house', {
    keys: { 'access-key-rotation': { maxAgeDays: 500 } },
    mfa: { 'root-mfa': {} },
  });
  const env = { IAMSPEC_PROFILE: `baseline, ${house}`, IAMSPEC_FAIL_ON: 'critical' };
  const result = await auditCsv(BROKEN, AS_OF, { env });
  expect(result.suites.map(({ name }) => name)).toEqual([
    ...baselineSuites(),
    'house › access-key-rotation',
    'house › root-mfa',
  ]);
  expect(outcomes(result)).toMatchObject({
    'baseline › access-key-rotation: robot / access key 1': 'failed',
    'house › access-key-rotation: robot / access key 1': 'passed',
  });
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toMatch(
    /PASSED: .*2 failed.*failures below critical do not count: IAMSPEC_FAIL_ON/,
  );
});

/** The JUnit files of runs beside `audit`. */
const written: string[] = [];

describe('evidence of before', () => {
  const home = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  const [reports, former] = [join(home, 'reports'), join(home, 'reports', 'former')];
  const [latest, junit] = [join(reports, 'latest'), join(reports, 'junit.xml')];
  const lastRun = join(reports, 'last-run');
  const exitCodeIn = (bundle: string): unknown =>
    JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')).exitCode;
  beforeEach(() => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(former, { recursive: true });
    writeFileSync(join(former, 'manifest.json'), '{"exitCode":0}');
    symlinkSync('former', latest);
    symlinkSync('former', lastRun);
    writeFileSync(junit, 'passed');
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function run(
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
    rows: readonly Row[] = CLEAN,
  ) {
    const report = writeTemporary('report.csv', csv(rows));
    const command = [...scripts.test.split(' ').slice(1), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: join(__dirname, '..', '..', '..'),
      env: {
        PATH: process.env.PATH,
        COLUMNS: UNBROKEN,
        HOME: home,
        IAMSPEC_REPORT: report,
        IAMSPEC_AS_OF: stamp(AS_OF),
        IAMSPEC_REPORTS_DIR: reports,
        ...env,
      },
      encoding: 'utf8',
    });
    const isFile = existsSync(junit) && lstatSync(junit).isFile();
    if (isFile) expect(lstatSync(junit).mode & 0o777).toBe(0o600);
    const xml = isFile ? readFileSync(junit, 'utf8') : '';
    const suites = readSuites(xml);
    if (suites.length > 0) written.push(xml);
    expect(stdout + stderr + xml).not.toContain('\u001b');
    return { exitCode: status, stdout, stderr, xml, suites, text: stdout + stderr };
  }

  const nope = { IAMSPEC_PROFILE: 'basline' };
  const noKey = { IAMSPEC_SIGN: join(home, 'none.pem') };
  const misnamed = {
    IAMSPEC_PROFILE: writeProfile('house', { '1.1': { 'root-mfa': {}, 'console-user-mafa': {} } }),
  };
  const unreadable = {
    IAMSPEC_FAIL_ON: 'hihg',
    IAMSPEC_TIMEOUT: '5',
    IAMSPEC_MAX_REPORT_AGE: '',
  };

  interface Refused {
    readonly env: Readonly<Record<string, string>>;
    readonly says: readonly RegExp[];
    /** What is in error: the controls that were selected, as far as that can be told. */
    readonly suites?: readonly string[];
    readonly junitAlone?: boolean;
  }
  test.each<[string, Refused]>([
    [
      'a profile that does not exist, and names the one that was meant',
      {
        env: nope,
        says: [/There is no profile "basline"\..*baseline/],
        suites: ['iamspec › configuration'],
      },
    ],
    [
      'one profile of two that does not exist, with an error for each control of the other',
      {
        env: { IAMSPEC_PROFILE: 'baseline,nonesuch' },
        says: [/There is no profile "nonesuch"/],
        junitAlone: true,
      },
    ],
    [
      'a profile by path that names a control wrongly, with an error for each of its controls',
      {
        env: misnamed,
        says: [/there is no control "console-user-mafa"\..*console-user-mfa/],
        suites: ['house › console-user-mafa', 'house › root-mfa'],
      },
    ],
    [
      'values that are not understood, all of them in one go',
      {
        env: unreadable,
        says: [
          /IAMSPEC_FAIL_ON is "hihg"/,
          /IAMSPEC_TIMEOUT is "5"/,
          /IAMSPEC_MAX_REPORT_AGE is ""/,
        ],
      },
    ],
    [
      'a variable that does not exist, and names the one that was meant',
      {
        env: { IAMSPEC_FAILON: 'critical' },
        says: [/There is no setting IAMSPEC_FAILON\..*IAMSPEC_FAIL_ON/],
        junitAlone: true,
      },
    ],
    [
      'no such key to sign with',
      { env: noKey, says: [/IAMSPEC_SIGN is ".*none\.pem", which cannot be read/] },
    ],
    [
      'a key to sign with that is none',
      { env: { IAMSPEC_SIGN: __filename }, says: [/is no Ed25519 private key in PEM/] },
    ],
    [
      'a wrong setting and no such key',
      { env: { IAMSPEC_SIGN: 'none.pem', IAMSPEC_TIMEOUT: 'x' }, says: [/IAMSPEC_TIMEOUT is "x"/] },
    ],
    ['an empty name of a key', { env: { IAMSPEC_SIGN: ' ' }, says: [/IAMSPEC_SIGN is " "/] }],
  ])(
    'is not taken for that of a run that could not check, but is there: %s',
    (_, { env, says, suites, junitAlone = false }) => {
      const result = run(junitAlone ? { ...env, IAMSPEC_EVIDENCE: 'junit' } : env);
      for (const each of says) expectCouldNotCheck(result, each, suites && [...suites]);
      expect(result.text).not.toMatch(/could not be written|\n {4}at /);
      expect(existsSync(lastRun)).toBe(!junitAlone);
      if (!junitAlone) expect(exitCodeIn(lastRun)).toBe(2);
      expect(existsSync(join(lastRun, 'manifest.json.sig'))).toBe(false);
      expect(exitCodeIn(latest)).toBe(0);
      expect(result.text).toMatch(/Latest +.*former is the latest complete run/);
    },
  );

  test.each<[string, () => void, RegExp, boolean, Readonly<Record<string, string>>]>([
    [
      'latest is a directory',
      () => {
        unlinkSync(latest);
        mkdirSync(latest);
      },
      /latest is in the way of the evidence: it is a directory\. Move it away\./,
      true,
      {},
    ],
    [
      'junit.xml is a directory',
      () => {
        rmSync(junit);
        mkdirSync(junit);
      },
      /junit\.xml is in the way of the evidence: it is a directory\. Move it away\./,
      false,
      nope,
    ],
    [
      'the reports directory is a file',
      () => {
        rmSync(reports, { recursive: true });
        writeFileSync(reports, '');
      },
      /reports is a file, but the evidence is to go there\./,
      false,
      { IAMSPEC_EVIDENCE: 'junit' },
    ],
    [
      'the reports directory is a link to nothing',
      () => {
        rmSync(reports, { recursive: true });
        symlinkSync('nowhere', reports);
      },
      /reports is a link to nothing/,
      false,
      {},
    ],
  ])('and %s: exit 2, a sentence, no stack', (_, arrange, expected, hasJunit, env) => {
    arrange();
    const { exitCode, text, xml } = run(env);
    expect(exitCode).toBe(2);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/\n {4}at |PASSED/);
    if (hasJunit) expect(xml).toMatch(expected);
  });

  test('and latest is a link to nothing: that is replaced', () => {
    rmSync(former, { recursive: true });
    expect(run().exitCode).toBe(0);
    expect(exitCodeIn(latest)).toBe(0);
  });

  test('gives way to a complete run, which both links point at: 0, everything was checked and held', () => {
    const { exitCode, stdout, stderr, suites, text } = run();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nPASSED: 6 passed, 0 failed, .* 0 could not be checked\. Exit 0\.\n$/);
    expect(stderr).toBe('');
    expect(suites.map(({ name }) => name)).toEqual(baselineSuites());
    for (const link of [latest, lastRun]) {
      expect(readlinkSync(link)).toMatch(/^111122223333\//);
      expect(exitCodeIn(link)).toBe(0);
    }
    expect(text).not.toContain('latest complete run');
  });

  function expectNarrowed(result: ReturnType<typeof run>): void {
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('PARTIAL RUN');
    expect(readlinkSync(latest)).toBe('former');
    expect(readlinkSync(lastRun)).toMatch(/^111122223333\//);
    expect(result.text).toMatch(/Latest +.*former is the latest complete run/);
  }

  test('stays after a run of the subjects that match -t: the verdict says that the rest was left out', () => {
    const result = run({}, ['-t', 'alice'], BROKEN);
    expectNarrowed(result);
    expect(result.stdout).toMatch(/PARTIAL RUN \(\d+ left out by your filter\), PASSED/);
    const names = result.suites.flatMap(({ cases }) => cases.map(({ name }) => name));
    expect(names.filter((name) => !name.startsWith('alice'))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(2);
  });

  test('stays after a run of the controls that match a path: the verdict says that the rest was left out', () => {
    const result = run({}, ['root-mfa'], BROKEN);
    expectNarrowed(result);
    expect(result.stdout).toMatch(/PARTIAL RUN \(13 left out by your filter\), PASSED: 1 passed/);
    expect(result.suites.map(({ name }) => name)).toEqual(['baseline › root-mfa']);
  });

  test('stays after --shard, which splits the controls among machines: together they are all', () => {
    const parts = ['1/2', '2/2'].map((part) => run({}, [`--shard=${part}`]));
    for (const part of parts) expectNarrowed(part);
    const names = parts.flatMap(({ suites }) => suites.map(({ name }) => name));
    expect(names.sort()).toEqual(baselineSuites().sort());
  });
});

test.concurrent('the sample account says DEMO, in every suite and in the verdict', async () => {
  const rows = CLEAN.map((row) => ({
    ...row,
    arn: String(row.arn).replace(/\d{12}/, '000000000000'),
  }));
  const result = await auditCsv(rows, AS_OF, { env: QUICK });
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toMatch(/DEMO: a made-up account/);
  expect(result.stdout).toMatch(/\nDEMO PASSED: /);
  expect(result.suites.map(({ name }) => name)).toEqual(['DEMO › quick › console-user-mfa']);
});

test('every JUnit file that these runs wrote is valid', async () => {
  const { files, errors } = await schemaErrors(written);
  expect(errors).toEqual([]);
  expect(files).toBeGreaterThan(30);
});
