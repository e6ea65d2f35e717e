import {
  accessKey,
  certificate,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  YESTERDAY,
} from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has a key and an MFA device',
    users: { robot: { ...MFA, ...accessKey(1, LONG_AGO) } },
    verdicts: { robot: 'passed' },
  },
  {
    why: 'has a key that works without a second factor',
    users: { robot: accessKey(2, LONG_AGO, { used: YESTERDAY }) },
    verdicts: { robot: 'failed' },
  },
  {
    why: 'has a password without MFA',
    users: { alice: password(LONG_AGO, YESTERDAY) },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'a user without anything that works has nothing to protect',
    users: {
      alice: accessKey(1, LONG_AGO, { active: false }),
      bob: certificate(1, LONG_AGO, { active: false }),
    },
    verdicts: { 'no subject': 'notApplicable' },
  },
  {
    why: 'a user without anything that works, where the standard demands MFA of everybody',
    users: { alice: {}, bob: MFA },
    inputs: { evenWithoutCredentials: true },
    verdicts: { alice: 'failed', bob: 'passed' },
  },
];
