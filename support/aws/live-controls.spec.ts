import { audit, auditLive, type LiveAudit, outcomes } from '../../tools/testing/npm-test';
import { writeProfile, writeTemporary } from '../../tools/testing/project';
import type { LocalAccount } from '../local-iam/account';
import { sampleAccount } from '../local-iam/sample-account';

const CONTROLS = [
  'access-key-as-reported',
  'console-user-mfa-kind',
  'service-credential-allowed',
  'service-credential-expires',
  'service-credential-rotation',
  'service-credential-user-alone',
  'ssh-key-rotation',
  'user-mfa-phishing-resistant',
] as const;
const IAMSPEC_PROFILE = writeProfile('live', {
  a: Object.fromEntries(CONTROLS.map((id) => [id, {}])),
});

const auditSample = (script = {}, account: LocalAccount = sampleAccount(new Date())) =>
  auditLive(
    { account, script: { GenerateCredentialReport: [{ state: 'COMPLETE' }], ...script } },
    { env: { IAMSPEC_PROFILE } },
  );

/** The subjects of each control with an outcome. */
const having = (result: LiveAudit, outcome: string) =>
  Object.fromEntries(
    CONTROLS.map((id) => [
      id,
      Object.entries(outcomes(result))
        .filter(([name, is]) => name.startsWith(`DEMO › live › ${id}: `) && is === outcome)
        .map(([name]) => name.slice(`DEMO › live › ${id}: `.length))
        .sort(),
    ]),
  );

describe('live, on the sample account', () => {
  test('each control fails whom it should, and passes others', async () => {
    const result = await auditSample();
    const virtual = [
      'erin',
      'ivan',
      'j.smith+ops=on_call@corp-eu',
      'judy',
      'karl',
      'leo',
      'nina',
      'true',
    ];
    const none = ['=cmd', 'BedrockAPIKey-w9d2', 'bob', 'doe,jane', 'grace', 'reporting'];
    const tokens = ['frank', 'heidi'];
    const keys = (...users: readonly string[]) =>
      users.map((user) => `${user} / bedrock.amazonaws.com 1`).sort();
    expect(having(result, 'failed')).toEqual({
      'access-key-as-reported': [],
      'console-user-mfa-kind': [...virtual, ...none].sort(),
      'service-credential-allowed': keys(
        'bob',
        'BedrockAPIKey-k3p7',
        'BedrockAPIKey-w9d2',
        'alice',
      ),
      'service-credential-expires': keys('bob', 'BedrockAPIKey-k3p7', 'alice'),
      'service-credential-rotation': keys('bob'),
      'service-credential-user-alone': ['BedrockAPIKey-w9d2'],
      'ssh-key-rotation': [],
      'user-mfa-phishing-resistant': [...virtual, ...none, ...tokens].sort(),
    });
    expect(having(result, 'passed')).toMatchObject({
      'access-key-as-reported': expect.arrayContaining(['alice', 'rupert']),
      'console-user-mfa-kind': ['Zoe', 'alice', ...tokens],
      'service-credential-allowed': [],
      'service-credential-expires': keys('BedrockAPIKey-w9d2'),
      'service-credential-rotation': keys('BedrockAPIKey-k3p7', 'BedrockAPIKey-w9d2', 'alice'),
      'service-credential-user-alone': ['BedrockAPIKey-k3p7'],
      'ssh-key-rotation': ['ci-nightly / SSH key 1', 'rupert / SSH key 2'],
      'user-mfa-phishing-resistant': ['Zoe', 'alice'],
    });
    expect(result.stderr).not.toMatch(/warning/i);
  });

  test('a third key and one that was activated later than it was made are found', async () => {
    const account = sampleAccount(new Date());
    const users = account.users.map((user) => {
      const [first, ...rest] = user.accessKeys ?? [];
      if (!first) return user;
      const older = { ...first, createDate: '2020-01-02T03:04:05Z' };
      if (user.userName === 'partner') return { ...user, accessKeys: [older, ...rest] };
      if (user.userName !== 'nina') return user;
      return { ...user, accessKeys: [{ ...older, id: 'AKIATHIRD' }, first, ...rest] };
    });
    const result = await auditSample({}, { ...account, users });
    expect(having(result, 'failed')['access-key-as-reported']).toEqual(['nina', 'partner']);
    expect(result.stdout).toMatch(
      /nina: AKIATHIRD \(created on 2020-01-02T03:04:05Z\) is in none of its slots/,
    );
    expect(result.stdout).toMatch(
      /partner: AKIA\w+ \(created on 2020-.*, so it was activated then and is older/,
    );
  });

  test.each([
    [
      'ListServiceSpecificCredentials',
      ['service-credential-allowed', 'service-credential-expires', 'service-credential-rotation'],
    ],
    ['ListAccessKeys', ['access-key-as-reported']],
    ['ListSSHPublicKeys', ['ssh-key-rotation']],
    ['ListMFADevices', ['console-user-mfa-kind', 'user-mfa-phishing-resistant']],
    ['GetMFADevice', ['console-user-mfa-kind', 'user-mfa-phishing-resistant']],
    ['ListVirtualMFADevices', ['console-user-mfa-kind', 'user-mfa-phishing-resistant']],
  ])('without %s what needs it could not be checked', async (action, controls) => {
    const result = await auditSample({ [action]: [{ error: 'AccessDenied' }] });
    const errors = Object.entries(having(result, 'error')).filter(([, all]) => all.length > 0);
    expect(Object.fromEntries(errors)).toEqual(
      Object.fromEntries(controls.map((id) => [id, ['all subjects']])),
    );
    expect(result.exitCode).toBe(2);
  });
});

test('a saved report leaves all but what it decides itself not reviewed', async () => {
  const csv = writeTemporary('report.csv', String(sampleAccount(new Date()).report));
  const { suites, exitCode } = await audit([], {
    env: { IAMSPEC_PROFILE, IAMSPEC_REPORT: csv },
  });
  const skipped = suites.flatMap(({ cases }) =>
    cases.flatMap(({ classname, name, outcome }) =>
      name === 'all subjects' && outcome === 'skipped' ? [classname] : [],
    ),
  );
  expect(skipped.sort()).toEqual(
    CONTROLS.filter((id) => id !== 'service-credential-user-alone').toSorted(),
  );
  expect(exitCode).toBe(1);
});
