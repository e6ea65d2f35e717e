import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Audit,
  auditCsv,
  brokenRows,
  cleanRows,
  outcomes,
  said,
  schemaErrors,
} from '../../../tools/testing/npm-test';
import { copyProject, writeProfile } from '../../../tools/testing/project';
import { AS_OF } from '../../../tools/testing/report';

/** Only root controls: what is proved here are the files beside them. */
const ROOT_ONLY = { IAMSPEC_PROFILE: writeProfile('roots', { root: { 'root-mfa': {} } }) };

/** Jest's stock runner, which runs the file of a control as any other. */
const STOCK = ['--runner', 'jest-runner'];

const PASSING = `
  import { credentialReport } from 'iamspec/jest';
  const report = credentialReport();
  describe('passwords', () => {
    test.each(report.passwords.map((password) => [password.label, password]))('%s', (_, password) => {
      expect(password).toHaveBeenUsedWithin(30, report.asOf);
      expect(password.owner).toHaveActiveMfa();
    });
  });
  test('rows under the names of the report', () => {
    expect(report.where({ password_enabled: true }).count).toBe(2);
  });
  test.skip('later', () => {});
  test.todo('some day');
`;

const FAILING = `
  test('two and two', () => {
    expect(2 + 2).toBe(5);
  });
`;

const CRASHING_CONTROL = `
  import { control } from 'iamspec';
  control({ id: 'crashing', ...JSON.parse('no JSON') });
`;

const CRASHING_IN_JEST = `
  import { control } from 'iamspec';
  import { mfaActive } from 'iamspec/criteria';
  if (typeof expect === 'function') throw new Error('not under Jest');
  control({ id: 'fickle', title: 'Fickle', severity: 'low', nist: [], rationale: '-', remediation: '-',
    subjects: (report) => report.users, check: (user) => mfaActive(user) });
`;

/** Passes in Jest, where \`expect\` is there, and fails in evaluate(), or the other way round. */
const DISAGREEING = `
  import { control } from 'iamspec';
  const underJest = typeof expect === 'function';
  control({ id: 'disagreeing', title: 'Disagreeing', severity: 'low', nist: [], rationale: '-',
    remediation: '-', subjects: (report) => report.users,
    check: (user) => ({ passed: (user.name === 'alice') === underJest, measured: 0, limit: 0, reason: '-' }) });
`;

const WITH_A_TEST = `
  import { control } from 'iamspec';
  import { mfaActive } from 'iamspec/criteria';
  control({ id: 'talkative', title: 'Talkative', severity: 'low', nist: [], rationale: '-', remediation: '-',
    subjects: (report) => [report.root], check: (root) => mfaActive(root) });
  if (typeof test === 'function') test('besides', () => {});
`;

const ROOT_MFA = 'roots › root-mfa: <root_account>';

function errorsOf({ suites }: Audit): string {
  return suites
    .flatMap(({ name, cases }) =>
      cases.map(({ outcome, message }) => `${name} ${outcome} ${message}`),
    )
    .filter((line) => line.includes(' error '))
    .join('\n');
}

describe('a plain Jest file beside the controls', () => {
  test.concurrent('runs with them: a testcase for each test, whatever is not run is skipped', async () => {
    const project = copyProject({ 'controls/house.test.ts': PASSING });
    const result = await auditCsv(cleanRows(AS_OF), AS_OF, { project, env: ROOT_ONLY });
    expect(outcomes(result)).toEqual({
      [ROOT_MFA]: 'passed',
      'house: passwords › alice / password': 'passed',
      'house: rows under the names of the report': 'passed',
      'house: later': 'skipped',
      'house: some day': 'skipped',
    });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('house (plain test)');
  });

  test.concurrent('that fails is a failure, whatever IAMSPEC_FAIL_ON: exit 1', async () => {
    const project = copyProject({
      'controls/house.test.ts': PASSING,
      'controls/sums/sums.test.ts': FAILING,
    });
    const env = { ...ROOT_ONLY, IAMSPEC_FAIL_ON: 'critical' };
    const result = await auditCsv(brokenRows(AS_OF), AS_OF, { project, env });
    expect(outcomes(result)).toMatchObject({
      [ROOT_MFA]: 'passed',
      'house: passwords › alice / password': 'passed',
      'house: passwords › bob / password': 'failed',
      'sums/sums: two and two': 'failed',
    });
    expect(result.exitCode).toBe(1);
    const [failure] = result.suites.flatMap(({ cases }) =>
      cases.filter(({ name }) => name === 'two and two').map(({ message }) => message),
    );
    expect(failure).toMatch(/Expected: 5\s+Received: 4/);
  });

  test.concurrent('that crashes on load, holds no test or checks nothing is an error, and so is a control that crashes though no profile selects it, or is called as another one: exit 2', async () => {
    const project = copyProject({
      'controls/broken.test.ts': "throw new Error('no such luck');",
      'controls/crashing.test.ts': CRASHING_CONTROL,
      'controls/empty.test.ts': 'export {};',
      'controls/nothing.test.ts': "test('is checked', () => {});",
      'controls/other/console-user-mfa.test.ts': WITH_A_TEST.replace(
        'talkative',
        'console-user-mfa',
      ).replaceAll("'../", "'../../"),
    });
    const profile = writeProfile('roots', { root: { 'root-mfa': {}, 'console-user-mfa': {} } });
    const env = { IAMSPEC_PROFILE: profile };
    const result = await auditCsv(cleanRows(AS_OF), AS_OF, { project, env });
    expect(outcomes(result)).toEqual({
      [ROOT_MFA]: 'passed',
      // Neither of the two is checked.
      'roots › console-user-mfa: control file': 'error',
      'broken: test file': 'error',
      'crashing: test file': 'error',
      'empty: test file': 'error',
      'nothing: is checked': 'error',
    });
    expect(errorsOf(result)).toMatch(/console-user-mfa error .*several files/);
    expect(errorsOf(result)).toMatch(/broken error .*no such luck/);
    expect(errorsOf(result)).toMatch(/crashing error .*JSON/);
    expect(errorsOf(result)).toMatch(/empty error .*must contain at least one test/);
    expect(errorsOf(result)).toMatch(/nothing error .*no assertion was met/);
    expect(result.exitCode).toBe(2);
  });
});

describe('a control file', () => {
  test.concurrent('that crashes, differs inside and outside of Jest, or holds tests of its own is an error, and hides no other control: exit 2', async () => {
    const profile = writeProfile('house', {
      1: { crashing: {}, fickle: {}, 'root-mfa': {}, 'console-user-mfa': {} },
      2: { disagreeing: {}, talkative: {} },
    });
    const project = copyProject({
      'controls/crashing.test.ts': CRASHING_CONTROL,
      'controls/disagreeing.test.ts': DISAGREEING,
      'controls/fickle.test.ts': CRASHING_IN_JEST,
      'controls/talkative.test.ts': WITH_A_TEST,
    });
    const env = { IAMSPEC_PROFILE: profile };
    const result = await auditCsv(brokenRows(AS_OF), AS_OF, { project, env, args: STOCK });
    expect(outcomes(result)).toEqual({
      'house › console-user-mfa: alice': 'passed',
      'house › console-user-mfa: bob': 'failed',
      'house › console-user-mfa: robot': 'skipped',
      'house › crashing: control file': 'error',
      'house › disagreeing: alice': 'error',
      'house › disagreeing: bob': 'error',
      'house › disagreeing: robot': 'error',
      'house › fickle: control file': 'error',
      'house › root-mfa: <root_account>': 'passed',
      'house › talkative: <root_account>': 'passed',
      'house › talkative: control file': 'error',
    });
    expect(errorsOf(result)).toMatch(/house › crashing error .*JSON/);
    expect(errorsOf(result)).toMatch(/house › fickle error .*not under Jest/);
    expect(errorsOf(result)).toMatch(/the verdict is failed, but Jest says passed/);
    expect(errorsOf(result)).toMatch(/1 tests besides its control/);
    expect(result.exitCode).toBe(2);
    expect(said(result)).toMatch(/COULD NOT CHECK: .* 6 could not be checked\. Exit 2\./);
  });
});

test.concurrent('a file of controls/ that cannot be read: exit 2, with evidence', async () => {
  const project = copyProject({});
  symlinkSync(join(project, 'nowhere'), join(project, 'controls', 'gone.test.ts'));
  const result = await auditCsv(cleanRows(AS_OF), AS_OF, { project, env: ROOT_ONLY });
  expect(result.exitCode).toBe(2);
  expect(errorsOf(result)).toContain('gone.test.ts');
});

test('every JUnit file that these runs wrote is valid', async () => {
  const { files, errors } = await schemaErrors();
  expect(errors).toEqual([]);
  expect(files).toBeGreaterThan(4);
});
