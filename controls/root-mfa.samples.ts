import { accessKey, LONG_AGO, MFA, password, type Samples } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has a password and an MFA device',
    root: { ...password(LONG_AGO), ...MFA },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has no credentials for MFA to protect',
    root: { password_last_used: LONG_AGO },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has a password and no MFA, whatever users have',
    root: password(LONG_AGO),
    users: { root: MFA },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has no password, but a key that works without MFA',
    root: accessKey(2, LONG_AGO),
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'may have a password: AWS does not say (not_supported)',
    root: { password_enabled: 'not_supported' },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'a key in GovCloud, where root can have no MFA, is for root-no-access-key',
    partition: 'aws-us-gov',
    root: { password_enabled: 'not_supported', ...accessKey(1, LONG_AGO) },
    verdicts: { 'no subject': 'notApplicable' },
  },
  {
    why: 'has no credentials, and the standard demands MFA all the same',
    inputs: { evenWithoutCredentials: true },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has no credentials, and the MFA that the standard demands all the same',
    root: MFA,
    inputs: { evenWithoutCredentials: true },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has MFA or not in GovCloud: no standard demands what cannot be had',
    partition: 'aws-us-gov',
    inputs: { evenWithoutCredentials: true },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
