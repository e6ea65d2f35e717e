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
    why: 'demands uppercase, lowercase, numbers and symbols',
    users,
    facts: passwordPolicy(),
    verdicts: { account: 'passed' },
  },
  {
    why: 'demands all but one class',
    users,
    facts: passwordPolicy({ symbols: false }),
    verdicts: { account: 'failed' },
  },
  {
    why: "the account has no policy, and IAM's own demands three classes of four",
    users,
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'no user has a password that a policy could be about',
    users: { robot: accessKey(1, YESTERDAY) },
    facts: { passwordPolicy: { known: 'none' } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...evenWithoutPasswords(),
  ...withoutFact('passwordPolicy'),
];
