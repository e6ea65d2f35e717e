import {
  accessKey,
  password,
  passwordPolicy,
  type Samples,
  withoutFact,
  YESTERDAY,
} from '../support/control/samples';

const users = { alice: password(YESTERDAY) };

export const samples: Samples = [
  {
    why: 'remembers exactly 24 former passwords: the limit is 24 or more',
    users,
    facts: passwordPolicy({ remembered: 24 }),
    verdicts: { account: 'passed' },
  },
  {
    why: 'remembers 23 former passwords',
    users,
    facts: passwordPolicy({ remembered: 23 }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'the policy remembers nothing',
    users,
    facts: passwordPolicy({ remembered: undefined }),
    verdicts: { account: 'failed' },
  },
  {
    why: "the account has no policy, and IAM's own remembers nothing",
    users,
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { account: 'failed' },
    alsoFails: ['password-policy-complexity', 'password-policy-expiry', 'password-policy-length'],
  },
  {
    why: 'no user has a password that could come back',
    users: { robot: accessKey(1, YESTERDAY) },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  {
    why: 'nobody has a password, but the account needs a policy all the same',
    users: { robot: accessKey(1, YESTERDAY) },
    inputs: { evenWithoutPasswords: true },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'nobody has a password, and the account has the policy that it needs all the same',
    users: { robot: accessKey(1, YESTERDAY) },
    inputs: { evenWithoutPasswords: true },
    facts: passwordPolicy(),
    verdicts: { account: 'passed' },
  },
  ...withoutFact('passwordPolicy'),
];
