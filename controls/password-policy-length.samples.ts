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
    why: 'demands exactly 14 characters: the limit is 14 or more',
    users,
    facts: passwordPolicy({ minLength: 14 }),
    verdicts: { account: 'passed' },
  },
  {
    why: 'demands 13 characters',
    users,
    facts: passwordPolicy({ minLength: 13 }),
    verdicts: { account: 'failed' },
  },
  {
    why: "the account has no policy, and IAM's own demands 8 characters",
    users,
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'no user has a password that could be too short',
    users: { robot: accessKey(1, YESTERDAY) },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...evenWithoutPasswords(),
  ...withoutFact('passwordPolicy'),
];
