import { ACCOUNT } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import { ConfigurationError, type Status } from '../control';
import { type Chosen, chosenFailures, refuseIdle } from './chosen-failures';

const arnOf = (user: string) => `arn:aws:iam::${ACCOUNT}:user/${user}`;

function of(control: string, subject: string, status: Status = 'failed') {
  const user = subject.split(' / ')[0] ?? '';
  const isRoot = user === '<root_account>' || user === 'account';
  const arn = isRoot ? `arn:aws:iam::${ACCOUNT}:root` : arnOf(user);
  return verdict(subject, status, '-', { control, arn });
}

const RESULT = auditResult({
  results: [
    controlResult('key-age', 'high', [
      of('key-age', 'alice / access key 1'),
      of('key-age', 'bob / access key 1', 'passed'),
      of('key-age', 'carol / access key 1', 'error'),
    ]),
    controlResult('user-mfa', 'high', [
      of('user-mfa', 'alice'),
      of('user-mfa', 'bob', 'waived'),
      of('user-mfa', 'strange'),
    ]),
    controlResult('root-mfa', 'high', [of('root-mfa', '<root_account>')]),
    controlResult('policy', 'high', [of('policy', 'account')]),
    controlResult('quiet', 'high', [of('quiet', 'alice', 'passed')]),
    controlResult('plain', 'high', [of('plain', 'a test')], { profile: undefined }),
  ],
});

function chosen(given: Partial<Chosen> = {}) {
  const all = { controls: [], users: [], ...given };
  const part = chosenFailures(RESULT, all);
  refuseIdle(all, [part]);
  return part.verdicts.map(({ control, subject }) => `${control}: ${subject}`);
}

function refusal(given: Partial<Chosen>): readonly string[] {
  try {
    chosen(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('failures are chosen', () => {
  test('all, but nothing that was not checked, is waived already or has no id', () => {
    expect(chosen()).toEqual([
      'key-age: alice / access key 1',
      'user-mfa: alice',
      'user-mfa: strange',
      'root-mfa: <root_account>',
      'policy: account',
    ]);
  });

  test('by control', () => {
    expect(chosen({ controls: ['root-mfa', 'policy'] })).toHaveLength(2);
  });

  test.each([
    ['a name', 'alice', 2],
    ['a pattern', 'a*', 2],
    ['an ARN', arnOf('alice'), 2],
    ['a path', '/alice', 2],
    ['somebody whom the report does not know', 'strange', 1],
    ['root, who is not the account', 'root', 1],
    ['root by its label', '<root_account>', 1],
  ])('by %s', (_, user, count) => {
    expect(chosen({ users: [user] })).toHaveLength(count);
  });

  test('by control and user at once', () => {
    expect(chosen({ controls: ['user-mfa'], users: ['alice'] })).toEqual(['user-mfa: alice']);
  });
});

describe('what chooses no failure is refused', () => {
  test.each<[Partial<Chosen>, RegExp]>([
    [{ controls: ['user-mfaa'] }, /--control is "user-mfaa", .* Did you mean "user-mfa"\?/],
    [{ controls: ['quiet'] }, /--control is "quiet", under which nobody fails/],
    [{ controls: ['plain'] }, /no profile here selects/],
    [
      { users: ['alcie'] },
      /--user is "alcie", whom nobody here is called\. Did you mean "alice"\?/,
    ],
    [{ users: ['Alice'] }, /Did you mean "alice"\?/],
    [{ users: ['bob'] }, /--user is "bob", which fails no control\./],
    [{ users: ['zz*'] }, /whom nobody here is called/],
    [{ users: ['alice / access key 1'] }, /whom nobody here is called/],
    [{ controls: ['root-mfa'], users: ['alice'] }, /none of these users fails/],
  ])('%j', (given, message) => {
    expect(refusal(given)[0]).toMatch(message);
  });

  test('each that does, though others choose some', () => {
    expect(refusal({ users: ['alice', 'bob', 'alcie'] })).toHaveLength(2);
  });

  test('but not where another account has what is chosen', () => {
    const given = { controls: [], users: ['alice'] };
    const nobody = chosenFailures(auditResult({ audited: auditedReport() }), given);
    expect(() => refuseIdle(given, [nobody, chosenFailures(RESULT, given)])).not.toThrow();
  });
});
