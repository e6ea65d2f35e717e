import { accessKey, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has a password and no key, whatever users have',
    root: { ...password(LONG_AGO), ...MFA },
    users: { robot: accessKey(1, YESTERDAY) },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has an active key in the second slot, the first one being empty',
    root: { ...MFA, ...accessKey(2, LONG_AGO) },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has an inactive key, which can be activated again',
    root: accessKey(1, LONG_AGO, { active: false }),
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has an active key without a date (N/A)',
    root: { ...MFA, ...accessKey(1, 'N/A') },
    verdicts: { '<root_account>': 'failed' },
  },
];
