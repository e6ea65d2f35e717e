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
    why: 'last used one second less than 90 days ago, however old it is',
    users: { alice: accessKey(1, LONG_AGO, { used: ago(90 * DAY - SECOND) }) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'last used exactly 90 days ago: the limit is less than 90 days',
    users: { alice: accessKey(1, ago(90 * DAY), { used: ago(90 * DAY) }) },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'never used, and idle since it was created yesterday',
    users: { alice: accessKey(1, YESTERDAY) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'never used, and idle since it was created 90 days ago',
    users: { alice: accessKey(1, ago(90 * DAY)) },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'has no date at all (N/A), so it is idle since its user was created',
    users: { alice: { ...created(ago(90 * DAY)), ...accessKey(1, 'N/A') } },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'an inactive key cannot be used, whatever its dates',
    users: { alice: accessKey(1, LONG_AGO, { active: false }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
