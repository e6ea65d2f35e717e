import {
  accessKey,
  ago,
  DAY,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'signed in exactly 30 days ago: idle for 30 days or more',
    root: { ...MFA, ...password(LONG_AGO, ago(30 * DAY)) },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'signed in one second less than 30 days ago, with a password that is gone since',
    root: { password_last_used: ago(30 * DAY - SECOND) },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'signed in long ago, but its second key was used yesterday',
    root: {
      ...MFA,
      ...password(LONG_AGO, LONG_AGO),
      ...accessKey(1, LONG_AGO, { used: LONG_AGO }),
      ...accessKey(2, LONG_AGO, { used: YESTERDAY }),
    },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'its password was never used (no_information), nor its key (N/A)',
    root: { ...password(YESTERDAY, 'no_information'), ...accessKey(1, YESTERDAY) },
    verdicts: { '<root_account>': 'passed' },
  },
];
