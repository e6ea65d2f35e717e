import {
  AS_OF,
  accessKey,
  DAY,
  LONG_AGO,
  type Samples,
  SECOND,
  withoutFact,
} from 'iamspec/samples';

const key = (id: string, age: number, active = true) => ({ id, active, uploadedAt: AS_OF - age });
const listed = (...keys: readonly ReturnType<typeof key>[]) => ({
  sshPublicKeys: { known: [{ userName: 'alice', keys }] },
});

export const samples: Samples = [
  {
    why: 'uploaded exactly 90 days ago: the limit is 90 days or less',
    facts: listed(key('APKA1', 90 * DAY)),
    verdicts: { 'alice / SSH key 1': 'passed' },
  },
  {
    why: 'uploaded one second more than 90 days ago; one uploaded later counts by itself',
    users: { alice: {}, bob: {} },
    facts: listed(key('APKA2', DAY), key('APKA1', 90 * DAY + SECOND)),
    verdicts: {
      'alice / SSH key 1': 'failed',
      'alice / SSH key 2': 'passed',
      bob: 'notApplicable',
    },
  },
  {
    why: 'an inactive key opens nothing, and access keys are no matter',
    users: { alice: accessKey(1, LONG_AGO) },
    facts: listed(key('APKA1', 500 * DAY, false)),
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('sshPublicKeys'),
];
