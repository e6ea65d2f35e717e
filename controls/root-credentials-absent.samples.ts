import { accessKey, certificate, LONG_AGO, MFA, password, type Samples } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has nothing but an MFA device that is left over, which opens nothing',
    root: MFA,
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has a password, be it with MFA and never used',
    root: { ...password(LONG_AGO), ...MFA },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'may have a password: AWS does not say (not_supported)',
    root: { password_enabled: 'not_supported', ...MFA },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'cannot have a password in GovCloud, where AWS does not say either',
    partition: 'aws-us-gov',
    root: { password_enabled: 'not_supported' },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has a key, though inactive, that can be activated again',
    root: accessKey(2, LONG_AGO, { active: false }),
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has an inactive signing certificate',
    root: certificate(1, LONG_AGO, { active: false }),
    verdicts: { '<root_account>': 'failed' },
  },
];
