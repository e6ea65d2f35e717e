import { LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const inUse = { ...password(LONG_AGO, YESTERDAY), ...MFA };

export const samples: Samples = [
  {
    why: 'no IAM user is allowed unless the profile names it',
    users: { alice: inUse },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'allowed by name, by path and by ARN; a name is matched whole',
    users: { alice: inUse, '/service/robot': inUse, bob: inUse, bobby: inUse },
    inputs: { allowedUsers: ['alice', '/service/*', 'arn:aws:iam::*:user/bob'] },
    verdicts: { alice: 'passed', robot: 'passed', bob: 'passed', bobby: 'failed' },
  },
  {
    why: 'an account without users, and root is none',
    root: password(LONG_AGO),
    verdicts: { 'no subject': 'notApplicable' },
  },
];
