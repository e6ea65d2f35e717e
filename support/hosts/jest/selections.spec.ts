import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditCsv, outcomes, said } from '../../../tools/testing/npm-test';
import { copyProject, writeProfile } from '../../../tools/testing/project';
import {
  AS_OF,
  accessKey,
  ago,
  LEFT_OUT,
  password,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';

// Each of these tests starts processes.
jest.setTimeout(300_000);

const ROOT_ONLY = { IAMSPEC_PROFILE: writeProfile('roots', { root: { 'root-mfa': {} } }) };

/** The example of the documentation, as a plain file of controls/. */
const EXAMPLE = readFileSync(
  join(__dirname, '..', '..', '..', 'docs', 'examples', 'inspec.test.ts'),
  'utf8',
);

const SELECTIONS = `
  import { credentialReport } from 'iamspec/jest';
  const report = credentialReport();
  test('of all', () => { expect(report).toHaveEvery('user', /./); });
  test('of nobody', () => { expect(report.where({ user: 'nobody' })).toHaveEvery('mfa_active', true); });
  test('not of nobody', () => {
    expect(report.where({ user: 'nobody' })).not.toHaveNone('mfa_active', true);
  });
  test('of whom it leaves out', () => { expect(report.where({ cert_1_active: true })).toBeEmpty(); });
  test('of others', () => { expect(report.where({ user: ['alice', 'bob'] })).toHaveNone('mfa_active', true); });
  test('asks for nothing', () => { expect(report.where({}).exists).toBe(true); });
  test('columns', () => {
    expect(report.user).toEqual(['<root_account>', 'alice', 'bob', 'carol', 'mallory']);
    expect(report.where({ password_enabled: true }).user).toEqual(['alice', 'bob', 'carol']);
    expect(report.users.map(({ name }) => name)).toEqual(['alice', 'bob', 'carol', 'mallory']);
  });
`;

const ROWS = [
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(99 * DAY), ago(30 * DAY - 1000)) }),
  userRow('bob', {
    ...password(ago(99 * DAY), ago(30 * DAY)),
    ...accessKey(1, ago(99 * DAY), { used: ago(90 * DAY - 1000) }),
    ...accessKey(2, ago(90 * DAY)),
  }),
  // Never used: counted from when it was set.
  userRow('carol', { ...password(ago(30 * DAY - 1000)) }),
];

test.each([[[]], [['--runner', 'jest-runner']]])(
  'the example of the documentation has a verdict for each user, and exact limits %j',
  async (args) => {
    const project = copyProject({ 'controls/inspec.test.ts': EXAMPLE });
    const result = await auditCsv(ROWS, AS_OF, { project, env: ROOT_ONLY, args });
    const PASSWORD = 'inspec: a password that is enabled was used within 30 days';
    const KEY = 'inspec: an active access key was used within 90 days';
    expect(outcomes(result)).toEqual({
      'roots › root-mfa: <root_account>': 'passed',
      'inspec: the root user has MFA': 'passed',
      [`${PASSWORD} › alice`]: 'passed',
      [`${PASSWORD} › bob`]: 'failed',
      [`${PASSWORD} › carol`]: 'passed',
      [`${KEY} › bob / access key 1`]: 'passed',
      [`${KEY} › bob / access key 2`]: 'failed',
    });
    expect(result.exitCode).toBe(1);
  },
);

test('of an empty selection only toBeEmpty passes, and of one that cannot be believed none', async () => {
  const project = copyProject({ 'controls/selections.test.ts': SELECTIONS });
  const rows = [...ROWS, userRow('mallory', LEFT_OUT)];
  const result = await auditCsv(rows, AS_OF, { project, env: ROOT_ONLY });
  expect(outcomes(result)).toEqual({
    'roots › root-mfa: <root_account>': 'passed',
    'selections: of all': 'error',
    'selections: of nobody': 'failed',
    'selections: not of nobody': 'failed',
    'selections: of whom it leaves out': 'error',
    'selections: of others': 'passed',
    'selections: asks for nothing': 'failed',
    'selections: columns': 'passed',
  });
  expect(said(result)).toContain('mallory cannot be judged');
  expect(result.exitCode).toBe(2);
});
