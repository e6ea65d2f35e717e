import { certificate, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has a password and no certificate, whatever users have',
    root: { ...password(LONG_AGO), ...MFA },
    users: { robot: certificate(1, YESTERDAY) },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'its certificate is inactive',
    root: certificate(1, LONG_AGO, { active: false }),
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has an active certificate in the second slot, the first one being empty',
    root: { ...MFA, ...certificate(2, YESTERDAY) },
    verdicts: { '<root_account>': 'failed' },
  },
];
