import { accessKey, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const signsIn = { ...password(LONG_AGO, YESTERDAY), ...MFA };

export const samples: Samples = [
  {
    why: 'is a machine by its path, and has keys alone',
    users: { '/service/robot': accessKey(1, YESTERDAY), alice: signsIn },
    verdicts: { robot: 'passed', alice: 'notApplicable' },
  },
  {
    why: 'is a machine by its path, and can sign in to the console',
    users: { '/service/backup/robot': signsIn },
    verdicts: { robot: 'failed' },
  },
  {
    why: 'is a machine by its name, where the profile says so',
    users: { 'ci-deploy': signsIn },
    inputs: { machineUsers: ['ci-*'] },
    verdicts: { 'ci-deploy': 'failed' },
  },
  {
    why: 'the account has no user under /service/',
    users: { '/services/robot': signsIn },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
