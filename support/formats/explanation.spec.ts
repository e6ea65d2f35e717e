import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  reportNaming,
  verdict,
} from '../../tools/testing/result';
import { ConfigurationError } from '../control';
import { visible } from '../result/visible';
import { explanation } from './explanation';

const arn = (user: string) => `arn:aws:iam::${ACCOUNT}:user/${user}`;
const root = `arn:aws:iam::${ACCOUNT}:root`;

const WAIVER = {
  control: 'user-mfa',
  subject: 'alice',
  reason: 'moves to SSO',
  owner: 'Olga',
  approvedBy: 'Ann',
  ticket: 'SEC-7',
  expires: AS_OF,
};

const RESULT = auditResult({
  results: [
    controlResult(
      'key-age',
      'high',
      [
        verdict('alice / access key 1', 'failed', 'alice / access key 1 is 91 days old.', {
          arn: arn('alice'),
          fix: 'rotate it',
        }),
        verdict('alice / access key 2', 'passed', 'alice / access key 2 is young.', {
          arn: arn('alice'),
        }),
        verdict('bob / access key 1', 'failed', 'bob / access key 1 is old.', { arn: arn('bob') }),
      ],
      { requirements: ['1.13'] },
    ),
    controlResult('user-mfa', 'medium', [
      verdict('alice', 'waived', 'alice has no MFA.', {
        arn: arn('alice'),
        waiver: WAIVER,
      }),
    ]),
    controlResult('root-mfa', 'critical', [
      verdict('<root_account>', 'passed', '<root_account> has MFA.', { arn: root }),
    ]),
    controlResult('policy', 'low', [
      verdict('account', 'failed', 'The policy is weak.', { arn: root }),
    ]),
    controlResult('tokens', 'low', [
      verdict('all subjects', 'notReviewed', 'Not reviewed: a saved report does not tell.'),
      verdict('dave / bedrock.amazonaws.com 1', 'failed', 'dave is new.', { arn: arn('dave') }),
    ]),
  ],
});

describe('the explanation of a user', () => {
  test('tells every verdict on it, with reason, fix, requirements and waiver', () => {
    expect(explanation(RESULT, 'alice')).toMatchInlineSnapshot(`
"alice  arn:aws:iam::111122223333:user/alice
Account 111122223333, live, as of 2025-06-30T12:00:00Z
Created 2024-01-02T03:04:05Z

house › key-age (high): Title of key-age
  Requirements: 1.13
  FAILED  alice / access key 1 is 91 days old.
    Fix: rotate it
  passed  alice / access key 2 is young.

house › user-mfa (medium): Title of user-mfa
  waived  alice has no MFA.
    Waiver: until 2025-06-30T12:00:00Z, owner Olga, approved by Ann, SEC-7: moves to SSO

house › tokens (low): Title of tokens
  NOT REVIEWED  all subjects: a saved report does not tell.

1 passed, 1 failed, 1 waived, 0 not applicable, 0 could not be checked, 1 not reviewed.
"
`);
  });

  test('tells of a waiver that expired once', () => {
    const lapsed = verdict('alice', 'failed', 'alice has no MFA.', {
      arn: arn('alice'),
      waiver: WAIVER,
    });
    const text = explanation(
      auditResult({ results: [controlResult('user-mfa', 'low', [lapsed])] }),
      'alice',
    );
    expect(text).toContain(
      '  FAILED  alice has no MFA.\n    Expired waiver: until 2025-06-30T12:00:00Z, owner Olga',
    );
  });

  test.each([
    ['its name', 'alice', 'alice'],
    ['its name in other letters', 'ALICE', 'alice'],
    ['its ARN', arn('alice'), 'alice'],
    ['the label of a credential', 'alice / access key 1', 'alice'],
    ['root', 'root', '<root_account>'],
    ['the word of the report for root', '<root_account>', '<root_account>'],
    ['the ARN of root', root, '<root_account>'],
    ['a name that only AWS told', 'dave', 'dave'],
  ])('finds it by %s', (_, wanted, found) => {
    expect(explanation(RESULT, wanted).split('  ')[0]).toBe(found);
  });

  test('of root leaves out what is about the account as a whole', () => {
    const text = explanation(RESULT, 'root');
    expect(text).toContain('<root_account> has MFA.');
    expect(text).not.toContain('The policy is weak.');
  });

  test('of a user without a row says so', () => {
    expect(explanation(RESULT, 'dave')).toContain('Not in the credential report');
  });

  test('calls a user "root" by its name', () => {
    const audited = auditedReport({ report: reportNaming(['root']) });
    expect(explanation(auditResult({ audited }), 'root')).toContain(arn('root'));
  });
});

describe('an unknown user', () => {
  const explain = (name: string, result = RESULT) => {
    try {
      return explanation(result, name);
    } catch (error) {
      return error instanceof ConfigurationError ? error.message : 'another error';
    }
  };

  test('is an error with the nearest name', () => {
    expect(explain('alcie')).toBe(
      'There is no user "alcie" in the report. Did you mean "alice"? Known: alice, dave, bob, <root_account>.',
    );
  });

  test('names ten of thousands', () => {
    const users = Array.from({ length: 5000 }, (_, index) => `user${index}`);
    const audited = auditedReport({ report: reportNaming(users) });
    expect(explain('user-12', auditResult({ audited }))).toMatch(
      /Did you mean "user\d?12"\? Known: (user\d+, ){9}user\d+\. And 4991 more\.$/,
    );
  });

  test('without a report says why there is none', () => {
    const result = auditResult({ audited: undefined, problems: ['no credentials'] });
    expect(explain('alice', result)).toBe('No report could be had.\nno credentials');
  });

  test('cannot change the terminal', () => {
    expect(explain('\u001b[2J\u202e')).toContain('"\\u{1b}[2J\\u{202e}"');
  });
});

test.each(HOSTILE_NAMES)('%j is shown as it is', (name) => {
  const about = { arn: arn(name), fix: name, waiver: { ...WAIVER, reason: name } };
  const results = [
    controlResult('x', 'low', [verdict(name, 'failed', `${name} fails.`, about)], {
      requirements: [name],
    }),
  ];
  const audited = auditedReport({ report: reportNaming([name]) });
  const text = explanation(auditResult({ audited, results }), name);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text).toContain(`FAILED  ${visible(name)} fails.`);
  expect(text.split('\n')).toHaveLength(12);
});
