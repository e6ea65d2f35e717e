import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Audit,
  auditCsv,
  auditLive,
  cleanRows,
  outcomes,
  said,
  schemaErrors,
  stamp,
} from '../../../tools/testing/npm-test';
import { copyProject, writeProfile, writeTemporary } from '../../../tools/testing/project';
import { AS_OF, csv } from '../../../tools/testing/report';

// Each of these tests starts processes, and they wait for one another.
jest.setTimeout(300_000);

/** Only root controls: what is proved here are the files beside them. */
const ROOT_ONLY = { IAMSPEC_PROFILE: writeProfile('roots', { root: { 'root-mfa': {} } }) };

/** Ours, which runs declared controls itself, and Jest's own: they must agree. */
const RUNNERS: readonly (readonly string[])[] = [[], ['--runner', 'jest-runner']];

/** A project with plain test files beside the controls, by name. */
function projectWith(files: Readonly<Record<string, string>>): string {
  const named = Object.entries(files).map(([name, source]) => [`controls/${name}.test.ts`, source]);
  return copyProject(Object.fromEntries(named));
}

const PASSING = projectWith({ house: "test('x', () => { expect(1).toBe(1); });" });
const HALF = projectWith({
  house: "test('this', () => { expect(1).toBe(1); }); test('that', () => {});",
});

/** Audits a saved report without a breach in a project of plain test files. */
function auditPlain(project: string, args: readonly string[], env = ROOT_ONLY): Promise<Audit> {
  return auditCsv(cleanRows(AS_OF), AS_OF, { project, env, args });
}

function messagesOf({ suites }: Audit, suite: string): Readonly<Record<string, string>> {
  const cases = suites.flatMap((each) => (each.name === suite ? each.cases : []));
  return Object.fromEntries(cases.map(({ name, message }) => [name, message]));
}

const CHECKS_NOTHING = `
  import assert from 'node:assert';
  import { expect as imported, test as alike } from '@jest/globals';
  test('checks', () => { expect(1).toBe(1); });
  test('is empty', () => {});
  test('names no matcher', () => { expect(false); });
  alike('imports both', () => { imported(false); });
  test('calls it not', () => { expect(false).toBe; expect(1).toBe(1); });
  test('awaits it not', () => { expect(new Promise(() => {})).resolves.toBe(1); });
  test('rejects later', () => { expect(Promise.resolve(1)).resolves.toBe(2); });
  test('says none', () => { expect.assertions(0); });
  test('asserts otherwise', () => { assert.equal(1, 1); });
  test('swallows one', () => { expect(1).toBe(1); try { expect(1).toBe(2); } catch {} });
  test.failing('fails on purpose', () => { expect(1).toBe(2); });
  test.concurrent('is empty, with others', async () => { await null; });
  test.concurrent('checks, with others', async () => { await null; expect(1).toBe(1); });
  test('fails', () => { expect(1).toBe(2); });
  test('catches in time', async () => {
    const left = Promise.reject(new Error('in time'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(left).rejects.toThrow('in time');
  });
`;

const ELSEWHERE = {
  sandbox: "/** @jest-environment node */\ntest('is empty', () => {});",
  retries: `
    jest.retryTimes(1);
    let tries = 0;
    test('at the second try', () => { tries++; expect(tries).toBe(2); });
    test('is empty', () => {});
    test('fails each time', () => { expect(1).toBe(2); });
  `,
  swallows: `
    beforeAll(() => { try { expect(1).toBe(2); } catch {} });
    test('x', () => { expect(1).toBe(1); });
  `,
  hooks: `
    jest.retryTimes(1);
    describe('all', () => {
      beforeAll(() => { expect(1).toBe(2); });
      test('x', () => { expect(1).toBe(1); });
    });
    describe('each', () => {
      beforeEach(async () => { await expect(Promise.resolve(1)).resolves.toBe(2); });
      test('x', () => { expect(1).toBe(1); });
    });
  `,
  unwritten: "test('x', () => { expect(1).toMatchSnapshot(); });",
  outside: "expect(false);\ntest('x', () => { expect(1).toBe(1); });",
};

const SNAPSHOTS = `
  test('is not there', () => { expect({ a: Math.random() }).toMatchSnapshot(); });
  test('is not there inline', () => { expect(1).toMatchInlineSnapshot(); });
  test('differs', () => { expect({ a: 1 }).toMatchSnapshot(); });
  test('differs inline', () => { expect(1).toMatchInlineSnapshot('2'); });
  test('is met', () => { expect({ a: 2 }).toMatchSnapshot(); });
  test('is met inline', () => { expect(1).toMatchInlineSnapshot('1'); });
`;
const WRITTEN_BEFORE = `// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing

exports[\`differs 1\`] = \`
{
  "a": 2,
}
\`;

exports[\`is met 1\`] = \`
{
  "a": 2,
}
\`;
`;
// With -u, Jest would also remove that of a file which is gone.
const STORED = {
  'gone.test.ts.snap': WRITTEN_BEFORE,
  'snapshots.test.ts.snap': WRITTEN_BEFORE,
};

const SKIPPED = `
  test('left out', () => { expect(1).toBe(1); });
  test.only('runs', () => { expect(1).toBe(1); });
  test.skip('skipped', () => {});
  test.todo('some day');
  describe.skip('all of these', () => { test('inner', () => {}); });
`;

/** No file of these disturbs another one: they are run together, once by each runner. */
const TOGETHER = copyProject({
  ...Object.fromEntries(
    Object.entries({
      house: CHECKS_NOTHING,
      ...ELSEWHERE,
      snapshots: SNAPSHOTS,
      skipped: SKIPPED,
    }).map(([name, source]) => [`controls/${name}.test.ts`, source]),
  ),
  ...Object.fromEntries(
    Object.entries(STORED).map(([name, text]) => [`controls/__snapshots__/${name}`, text]),
  ),
});

describe.each([
  // With -u, Jest writes what differs, too; without, what is not there.
  ['our runner, with -u', ['-u']],
  ["Jest's own", ['--runner', 'jest-runner']],
])('in a live run of %s', (_, args) => {
  let result: Audit;
  beforeAll(async () => {
    result = await auditLive({}, { project: TOGETHER, env: ROOT_ONLY }, args);
  });

  /** The outcomes of the tests of some files. */
  function outcomesOf(...files: readonly string[]): Readonly<Record<string, string>> {
    const found = Object.entries(outcomes(result));
    return Object.fromEntries(found.filter(([name]) => files.includes(name.split(':')[0] ?? '')));
  }

  test('nothing else is in the evidence, and what could not check comes to exit 2', () => {
    expect(result.suites.map(({ name }) => name).sort()).toEqual(
      ['house', 'roots › root-mfa', 'skipped', 'snapshots', ...Object.keys(ELSEWHERE)].sort(),
    );
    expect(outcomesOf('roots › root-mfa')).toEqual({
      'roots › root-mfa: <root_account>': 'passed',
    });
    expect(result.exitCode).toBe(2);
  });

  test('a plain test that checked nothing is an error, and says what to do', () => {
    expect(outcomesOf('house')).toEqual({
      'house: checks': 'passed',
      'house: is empty': 'error',
      'house: names no matcher': 'error',
      'house: imports both': 'error',
      'house: calls it not': 'error',
      'house: awaits it not': 'error',
      'house: rejects later': 'error',
      'house: says none': 'error',
      'house: asserts otherwise': 'error',
      'house: swallows one': 'error',
      'house: fails on purpose': 'error',
      'house: is empty, with others': 'error',
      'house: checks, with others': 'passed',
      'house: fails': 'failed',
      'house: catches in time': 'passed',
    });
    const found = messagesOf(result, 'house');
    expect(found['is empty']).toMatch(
      /no assertion was met in it\. Say what must hold with expect/,
    );
    expect(found['asserts otherwise']).toMatch(/Say what must hold with expect/);
    expect(found['names no matcher']).toMatch(/expect\(\.\.\.\) without a matcher\. Add one/);
    expect(found['awaits it not']).toMatch(/Await \.resolves/);
    expect(found['rejects later']).toMatch(/an error that nobody caught: .*\s*.*Expected: 2/s);
    expect(found['fails on purpose']).toMatch(/test\.failing/);
    expect(found['swallows one']).toMatch(/1 expectations failed and were caught/);
  });

  test('neither a sandbox of its own choice nor retries make it any better', () => {
    expect(outcomesOf('sandbox', 'retries')).toEqual({
      'sandbox: is empty': 'error',
      'retries: at the second try': 'error',
      'retries: is empty': 'error',
      'retries: fails each time': 'failed',
    });
    expect(messagesOf(result, 'retries')['at the second try']).toMatch(/only on attempt 2/);
  });

  test('an expectation that comes to nothing outside of tests is an error of the file', () => {
    expect(outcomesOf('swallows', 'outside')).toEqual({
      'swallows: x': 'passed',
      'swallows: test file': 'error',
      'outside: x': 'passed',
      'outside: test file': 'error',
    });
  });

  test('what a hook does not swallow fails its tests, and is no more than that', () => {
    expect(outcomesOf('hooks')).toEqual({
      'hooks: all › x': 'failed',
      'hooks: each › x': 'failed',
    });
  });

  test('a snapshot is read, never written', () => {
    expect(outcomesOf('snapshots', 'unwritten')).toEqual({
      'snapshots: is not there': 'error',
      'snapshots: is not there inline': 'error',
      'snapshots: differs': 'failed',
      'snapshots: differs inline': 'failed',
      'snapshots: is met': 'passed',
      'snapshots: is met inline': 'passed',
      'unwritten: x': 'error',
    });
    expect(messagesOf(result, 'snapshots')['is not there']).toMatch(
      /there is no snapshot to hold it against, and an audit writes none/,
    );
    const directory = join(TOGETHER, 'controls', '__snapshots__');
    const found = readdirSync(directory).map((name) => [
      name,
      readFileSync(join(directory, name), 'utf8'),
    ]);
    expect(Object.fromEntries(found)).toEqual(STORED);
    const source = readFileSync(join(TOGETHER, 'controls', 'snapshots.test.ts'), 'utf8');
    expect(source).toBe(SNAPSHOTS);
  });

  test('a test that is skipped could not check', () => {
    expect(outcomesOf('skipped')).toEqual({
      'skipped: left out': 'error',
      'skipped: runs': 'passed',
      'skipped: skipped': 'error',
      'skipped: some day': 'error',
      'skipped: all of these › inner': 'error',
    });
  });
});

test.concurrent('a test left out by -t was not run: no error, but the run says that it is a part', async () => {
  const result = await auditLive({}, { project: HALF, env: ROOT_ONLY }, ['-t', 'this']);
  expect(outcomes(result)).toEqual({ 'house: this': 'passed' });
  expect(result.stdout).toMatch(/PARTIAL RUN \(2 left out by your filter\), PASSED/);
});

test.concurrent.each([
  [
    '--testRunner',
    join(__dirname, '..', '..', '..', 'node_modules', 'jest-circus', 'build', 'runner.js'),
  ],
  ['--collectTests', '--verbose=false'],
])('what checked nothing is not to be had by %s: exit 2', async (...args) => {
  const result = await auditPlain(HALF, args);
  expect(result.exitCode).toBe(2);
  expect(said(result)).not.toContain('PASSED');
});

/** Leave an error behind that comes while tests run, or after them. */
const LEFT_BEHIND = {
  during: `test('x', async () => {
    setTimeout(() => { throw new Error('too late'); }, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(1).toBe(1);
  });`,
  after: `test('x', () => {
    expect(1).toBe(1);
    setTimeout(() => { throw new Error('too late'); }, 1);
  });`,
  rejection: "test('x', () => { expect(1).toBe(1); void Promise.reject(new Error('too late')); });",
  hook: `afterAll(() => { void Promise.reject(new Error('too late')); });
    test('x', () => { expect(1).toBe(1); });`,
};

/** These come when the evidence is written. */
const WRITTEN = `
  import { existsSync } from 'node:fs';
  const written = new Promise<void>((resolve) => {
    const wait = setInterval(() => {
      if (!existsSync(process.env.IAMSPEC_REPORTS_DIR + '/junit.xml')) return;
      clearInterval(wait);
      resolve();
    }, 20);
  });
`;
const MUCH_LATER = {
  exception: `${WRITTEN}
    test('x', () => {
      expect(1).toBe(1);
      void written.then(() => setTimeout(() => { throw new Error('too late'); }, 1));
    });`,
  rejection: `${WRITTEN}
    test('x', () => {
      expect(1).toBe(1);
      void written.then(() => { throw new Error('too late, too'); });
    });`,
};

/** A declared control whose check leaves something behind. */
const forgetful = (left: string, before = '') => `
  import { control } from 'iamspec';
  import { mfaActive } from 'iamspec/criteria';
  ${before}
  control({ id: 'forgetful', title: 'F', severity: 'low', nist: [], rationale: '-', remediation: '-',
    subjects: (report) => [report.root], check: (root) => { ${left}; return mfaActive(root); } });
`;

describe('an error that nobody caught', () => {
  const env = { IAMSPEC_PROFILE: writeProfile('house', { 1: { forgetful: {} } }) };

  const left = projectWith(LEFT_BEHIND);
  test.concurrent.each(RUNNERS.map((args) => [args]))(
    'is one that could not check: exit 2 %j',
    async (args) => {
      const result = await auditPlain(left, args);
      const errors = Object.entries(outcomes(result)).filter(([, outcome]) => outcome === 'error');
      expect(errors.map(([name]) => name).sort()).toEqual(
        expect.arrayContaining(['during: x', 'hook: test file', 'rejection: x']),
      );
      // It may come to the file that runs next.
      expect(said(result).match(/too late/g)?.length).toBeGreaterThan(3);
      expect(result.exitCode).toBe(2);
    },
  );

  const declared = projectWith({
    forgetful: forgetful("void Promise.reject(new Error('forgotten'))"),
  });
  test.concurrent.each(RUNNERS.map((args) => [args]))(
    'is one that could not check where a declared control left it: exit 2 %j',
    async (args) => {
      const result = await auditPlain(declared, args, env);
      expect(result.exitCode).toBe(2);
      expect(result.stdout).toMatch(/COULD NOT CHECK: .* Exit 2\.\n$/);
      expect(result.xml).toContain('forgotten');
    },
  );

  const later = projectWith({
    ...MUCH_LATER,
    forgetful: forgetful(
      "void written.then(() => setTimeout(() => { throw new Error('forgotten'); }, 1))",
      WRITTEN,
    ),
  });
  test.concurrent.each(RUNNERS.map((args) => [args]))(
    'and comes when all is written: exit 2, evidence anew %j',
    async (args) => {
      const result = await auditPlain(later, args, env);
      expect(result.stdout).toMatch(/PASSED: 3 passed[\s\S]*Could not check: .* nobody caught/);
      expect(result.stdout).toMatch(/COULD NOT CHECK: .* Exit 2\.\n$/);
      expect(result.xml).toMatch(/<error>[\s\S]*too late[.<]/);
      expect(result.xml).toContain('too late, too');
      expect(result.xml).toContain('forgotten');
      expect(result.exitCode).toBe(2);
    },
  );

  test('in a worker of Jest itself cannot be heard: exit 2 whatever comes', () => {
    const env = {
      PATH: process.env.PATH,
      ...ROOT_ONLY,
      IAMSPEC_REPORT: writeTemporary('report.csv', csv(cleanRows(AS_OF))),
      IAMSPEC_AS_OF: stamp(AS_OF),
    };
    const args = ['node_modules/jest/bin/jest.js', '--runner', 'jest-runner', '--maxWorkers', '2'];
    const options = { cwd: PASSING, env, encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync(process.execPath, args, options);
    expect(stdout).toContain('it ran in a worker');
    expect(status).not.toBe(0);
  });
});

describe('iamspec summary', () => {
  const FAILING = "test('x', () => { expect(1).toBe(2); });";
  const LATE =
    "test('x', () => { expect(1).toBe(1); setTimeout(() => { throw new Error('late'); }, 900); });";

  test.each([
    ['passes', PASSING, 0, 'PASSED: 2 passed'],
    ['fails', projectWith({ house: FAILING }), 1, 'FAILED: 1 passed, 1 failed'],
    ['leaves an error behind', projectWith({ house: LATE }), 2, 'late'],
  ])('comes to the exit code of exec where a plain test %s', (_, project, exitCode, text) => {
    const report = writeTemporary('report.csv', csv(cleanRows(AS_OF)));
    const env = { PATH: process.env.PATH, HOME: project, ...ROOT_ONLY };
    const args = ['dist/hosts/cli/bin.js', 'summary', '--report', report, '--as-of', stamp(AS_OF)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: project,
      env,
      encoding: 'utf8',
    });
    expect(stdout + stderr).toContain(text);
    expect(status).toBe(exitCode);
  });
});

test('every JUnit file that these runs wrote is valid', async () => {
  const { files, errors } = await schemaErrors();
  expect(errors).toEqual([]);
  expect(files).toBeGreaterThan(8);
});
