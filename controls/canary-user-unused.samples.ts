import { accessKey, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const inputs = { canaryUsers: ['canary-*'] };

export const samples: Samples = [
  {
    why: 'its key and password were never used, and other users are no canaries',
    users: {
      'canary-backup': { ...password(LONG_AGO), ...accessKey(1, LONG_AGO) },
      alice: password(LONG_AGO, YESTERDAY),
    },
    inputs,
    verdicts: { 'canary-backup': 'passed', alice: 'notApplicable' },
  },
  {
    why: 'somebody used its key, which is inactive by now',
    users: {
      'canary-key': { ...MFA, ...accessKey(2, LONG_AGO, { used: YESTERDAY, active: false }) },
    },
    inputs,
    verdicts: { 'canary-key': 'failed' },
  },
  {
    why: 'somebody signed in with its password, long ago and once',
    users: { 'canary-admin': { ...MFA, ...password(LONG_AGO, LONG_AGO) } },
    inputs,
    verdicts: { 'canary-admin': 'failed' },
  },
  {
    why: 'a pattern that matches nobody would watch nothing',
    users: { alice: password(YESTERDAY) },
    inputs,
    verdicts: { 'all subjects': 'error' },
  },
  {
    why: 'the profile names no canaries',
    users: { 'canary-backup': accessKey(1, LONG_AGO, { used: YESTERDAY }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
