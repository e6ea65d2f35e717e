import { certificate, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const inUse = { ...password(LONG_AGO, YESTERDAY), ...MFA };

export const samples: Samples = [
  {
    why: 'has no certificate',
    users: { alice: inUse },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'its certificate is inactive',
    users: { alice: { ...inUse, ...certificate(1, LONG_AGO, { active: false }) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has an active certificate in the second slot, the first one being empty',
    users: { alice: { ...inUse, ...certificate(2, YESTERDAY) } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has an active certificate without a date (N/A)',
    users: { alice: { ...inUse, ...certificate(1, 'N/A') } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'an account without users: the certificates of root have a control of their own',
    root: certificate(1, LONG_AGO),
    verdicts: { 'no subject': 'notApplicable' },
  },
];
