import {
  accessKey,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  withoutFact,
  YESTERDAY,
} from '../support/control/samples';

const users = { alice: password(YESTERDAY) };
const live = { users: 1, rootMfaEnabled: true, rootAccessKeys: 0 };

export const samples: Samples = [
  {
    why: 'users, root MFA and root keys are as the account has them now',
    root: MFA,
    users,
    facts: { accountSummary: { known: live } },
    verdicts: { account: 'passed' },
  },
  {
    why: 'both count an inactive key of root as a key',
    root: { ...MFA, ...accessKey(2, LONG_AGO, { active: false, used: LONG_AGO }) },
    users,
    facts: { accountSummary: { known: { ...live, rootAccessKeys: 1 } } },
    verdicts: { account: 'passed' },
  },
  {
    why: 'a user was created since',
    root: MFA,
    users,
    facts: { accountSummary: { known: { ...live, users: 2 } } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'a user was deleted, and root lost its MFA and got a key since',
    root: MFA,
    users,
    facts: { accountSummary: { known: { users: 0, rootMfaEnabled: false, rootAccessKeys: 1 } } },
    verdicts: { account: 'failed' },
  },
  ...withoutFact('accountSummary'),
];
