import {
  accessKey,
  ago,
  created,
  DAY,
  LONG_AGO,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'made exactly 90 days ago: the limit is 90 days or less',
    users: { alice: accessKey(1, ago(90 * DAY)) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'made one second more than 90 days ago, and used yesterday',
    users: { alice: accessKey(1, ago(90 * DAY + SECOND), { used: YESTERDAY }) },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'each key counts by itself, whichever slot it is in',
    users: {
      alice: { ...accessKey(1, YESTERDAY), ...accessKey(2, LONG_AGO, { used: YESTERDAY }) },
    },
    verdicts: { 'alice / access key 1': 'passed', 'alice / access key 2': 'failed' },
  },
  {
    why: 'has no date (N/A), so it is as old as its user',
    users: {
      alice: accessKey(1, 'N/A', { used: YESTERDAY }),
      bob: { ...created(YESTERDAY), ...accessKey(1, 'N/A') },
    },
    verdicts: { 'alice / access key 1': 'failed', 'bob / access key 1': 'passed' },
  },
  {
    why: 'an inactive key opens nothing, and the keys of root have a control of their own',
    root: accessKey(1, LONG_AGO),
    users: { alice: accessKey(1, LONG_AGO, { active: false }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
