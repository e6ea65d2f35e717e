import {
  accessKey,
  evenWithoutPasswords,
  password,
  passwordPolicy,
  type Samples,
  withoutFact,
  YESTERDAY,
} from 'iamspec/samples';

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
  },
  {
    why: 'no user has a password that could come back',
    users: { robot: accessKey(1, YESTERDAY) },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...evenWithoutPasswords(),
  ...withoutFact('passwordPolicy'),
];
