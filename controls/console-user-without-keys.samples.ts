import { accessKey, LONG_AGO, MFA, password, type Samples, YESTERDAY } from 'iamspec/samples';

const signsIn = { ...password(LONG_AGO, YESTERDAY), ...MFA };

export const samples: Samples = [
  {
    why: 'has a password and no key',
    users: { alice: signsIn },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'its key is inactive',
    users: { alice: { ...signsIn, ...accessKey(1, LONG_AGO, { active: false }) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a password and an active key in the second slot, the first one being empty',
    users: { alice: { ...signsIn, ...accessKey(2, YESTERDAY) } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has a password and two active keys, of which both are named',
    users: { alice: { ...signsIn, ...accessKey(1, YESTERDAY), ...accessKey(2, YESTERDAY) } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'a user with keys alone is no console user',
    users: { robot: accessKey(1, YESTERDAY) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
