import {
  AS_OF,
  accessKey,
  ago,
  DAY,
  HOUR,
  LONG_AGO,
  type Samples,
  withoutFact,
  YESTERDAY,
} from 'iamspec/samples';

const key = (id: string, age: number, active = true) => ({ id, active, createdAt: AS_OF - age });
const listed = (...keys: readonly ReturnType<typeof key>[]) => ({
  accessKeys: { known: [{ userName: 'alice', keys }] },
});
const both = {
  alice: { ...accessKey(1, LONG_AGO, { active: false }), ...accessKey(2, YESTERDAY) },
};

export const samples: Samples = [
  {
    why: 'IAM lists the keys of both slots, in whatever order',
    users: { ...both, bob: {} },
    facts: listed(key('AKIA2', DAY), key('AKIA1', 500 * DAY, false)),
    verdicts: { alice: 'passed', bob: 'notApplicable' },
  },
  {
    why: 'a key that was made since the report, and one that is gone since, prove nothing against it',
    users: both,
    facts: listed(key('AKIA1', 500 * DAY, false), key('AKIA3', -HOUR)),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'a third key is in no slot, and older than the report',
    users: both,
    facts: listed(key('AKIA1', 500 * DAY, false), key('AKIA2', DAY), key('AKIA3', 300 * DAY)),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'the report dates a key by its latest activation, not by its creation',
    users: { alice: accessKey(1, YESTERDAY) },
    facts: listed(key('AKIA1', 400 * DAY)),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'two keys of the same second are told apart by nothing, and need not be',
    users: { alice: { ...accessKey(1, YESTERDAY), ...accessKey(2, ago(DAY)) } },
    facts: listed(key('AKIA1', DAY), key('AKIA2', DAY)),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'an active key without a date in the report has one in the list',
    users: { alice: accessKey(1, 'N/A') },
    facts: listed(key('AKIA1', 400 * DAY)),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'IAM was asked for the keys of others alone',
    users: both,
    facts: { accessKeys: { known: [{ userName: 'bob', keys: [] }] } },
    verdicts: { alice: 'notReviewed' },
  },
  {
    why: 'nobody has a key',
    users: { alice: {} },
    facts: listed(),
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('accessKeys'),
];
