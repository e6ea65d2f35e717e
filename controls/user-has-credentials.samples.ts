import {
  accessKey,
  certificate,
  LONG_AGO,
  MFA,
  password,
  type Samples,
} from '../support/control/samples';

export const samples: Samples = [
  {
    why: 'can sign in with a password, a key or a certificate',
    users: {
      alice: password(LONG_AGO),
      robot: accessKey(2, LONG_AGO),
      soap: certificate(1, LONG_AGO),
    },
    verdicts: { alice: 'passed', robot: 'passed', soap: 'passed' },
  },
  {
    why: 'has nothing but an MFA device',
    users: { alice: MFA },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has inactive credentials alone, and a former password',
    users: {
      alice: {
        password_last_used: LONG_AGO,
        ...accessKey(1, LONG_AGO, { active: false }),
        ...certificate(1, LONG_AGO, { active: false }),
      },
    },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'an account without users',
    root: password(LONG_AGO),
    verdicts: { 'no subject': 'notApplicable' },
  },
];
