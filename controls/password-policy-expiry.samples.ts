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
    why: 'passwords expire after exactly 90 days: the limit is 90 days or less',
    users,
    facts: passwordPolicy({ maxAgeDays: 90 }),
    verdicts: { account: 'passed' },
  },
  {
    why: 'passwords expire after 91 days',
    users,
    facts: passwordPolicy({ maxAgeDays: 91 }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'the policy lets passwords live for ever',
    users,
    facts: passwordPolicy({ maxAgeDays: undefined }),
    verdicts: { account: 'failed' },
  },
  {
    why: "the account has no policy, and IAM's own lets passwords live for ever",
    users,
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'no user has a password that could expire',
    users: { robot: accessKey(1, YESTERDAY) },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...evenWithoutPasswords(),
  ...withoutFact('passwordPolicy'),
];
