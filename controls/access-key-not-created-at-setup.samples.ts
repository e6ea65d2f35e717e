import {
  accessKey,
  ago,
  created,
  DAY,
  LONG_AGO,
  password,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

const newUser = { ...created(YESTERDAY), ...password(YESTERDAY) };

export const samples: Samples = [
  {
    why: 'made exactly 60 seconds after its user, and never used',
    users: { alice: { ...newUser, ...accessKey(1, ago(DAY - 60 * SECOND)) } },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'made 61 seconds after its user: on purpose',
    users: { alice: { ...newUser, ...accessKey(1, ago(DAY - 61 * SECOND)) } },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'made with its user in the second slot, since the first key was replaced',
    users: { alice: { ...newUser, ...accessKey(1, ago(0)), ...accessKey(2, YESTERDAY) } },
    verdicts: { 'alice / access key 1': 'passed', 'alice / access key 2': 'failed' },
  },
  {
    why: 'made long after its user and never used, where the standard goes by use alone',
    users: { alice: { ...newUser, ...created(LONG_AGO), ...accessKey(1, YESTERDAY) } },
    inputs: { evenMadeLater: true },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'made with its user and used since, where the standard goes by use alone',
    users: { alice: { ...newUser, ...accessKey(1, YESTERDAY, { used: ago(0) }) } },
    inputs: { evenMadeLater: true },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'made with its user and used since, so it was wanted',
    users: { alice: { ...newUser, ...accessKey(1, YESTERDAY, { used: ago(0) }) } },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'has no date at all (N/A), so it counts as made with its user',
    users: { alice: { ...created(YESTERDAY), ...password('N/A'), ...accessKey(1, 'N/A') } },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'a user without a console password was made for its key',
    users: { robot: { ...created(YESTERDAY), ...accessKey(1, YESTERDAY) } },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
