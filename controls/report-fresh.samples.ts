import { HOUR, type Samples, SECOND, withoutFact } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'generated the moment it was read',
    facts: { reportAge: { known: 0 } },
    verdicts: { account: 'passed' },
  },
  {
    why: 'generated exactly 24 hours before it was read: the limit is 24 hours or less',
    facts: { reportAge: { known: 24 * HOUR } },
    verdicts: { account: 'passed' },
  },
  {
    why: 'generated 24 hours and one second before it was read',
    facts: { reportAge: { known: 24 * HOUR + SECOND } },
    verdicts: { account: 'failed' },
  },
  ...withoutFact('reportAge'),
];
