import {
  accessKey,
  ago,
  DAY,
  LONG_AGO,
  MFA,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

const former = { ...MFA, ...accessKey(1, LONG_AGO, { used: YESTERDAY }) };
const inputs = { maxOverlapDays: 7 };

export const samples: Samples = [
  {
    why: 'the other key is inactive',
    users: { alice: { ...former, ...accessKey(2, LONG_AGO, { active: false }) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'two active keys, and no overlap is allowed unless the profile says so',
    users: { alice: { ...former, ...accessKey(2, ago(0)) } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'the newer key was made exactly 7 days ago: an overlap of 7 days or less',
    users: { alice: { ...former, ...accessKey(2, ago(7 * DAY)) } },
    inputs,
    verdicts: { alice: 'passed' },
  },
  {
    why: 'the newer key was made one second more than 7 days ago',
    users: { alice: { ...former, ...accessKey(2, ago(7 * DAY + SECOND)) } },
    inputs,
    verdicts: { alice: 'failed' },
  },
  {
    why: 'neither key has a date (N/A), so both are as old as their user',
    users: { alice: { ...MFA, ...accessKey(1, 'N/A', { used: ago(0) }), ...accessKey(2, 'N/A') } },
    inputs,
    verdicts: { alice: 'failed' },
  },
  {
    why: 'a user with inactive keys alone has no active one to count',
    users: { alice: accessKey(1, LONG_AGO, { active: false }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
