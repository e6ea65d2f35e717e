import { accessKey, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const signsIn = password(LONG_AGO, YESTERDAY);

export const samples: Samples = [
  {
    why: 'has a password and an MFA device',
    users: { alice: { ...signsIn, ...MFA } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a password and no MFA device',
    users: { alice: signsIn },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'a password that nobody ever used lets in without MFA all the same',
    users: { alice: password(YESTERDAY, 'N/A'), bob: { ...password(YESTERDAY), ...MFA } },
    verdicts: { alice: 'failed', bob: 'passed' },
  },
  {
    why: 'a user with keys alone does not sign in to the console',
    users: { robot: accessKey(1, YESTERDAY) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
