import { accessKey, ago, created, DAY, LONG_AGO, type Samples, SECOND } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'never used, within the grace by one second',
    users: { alice: accessKey(1, ago(7 * DAY - SECOND)) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'never used in exactly 7 days: the grace is less than 7 days',
    users: { alice: accessKey(2, ago(7 * DAY)) },
    verdicts: { 'alice / access key 2': 'failed' },
  },
  {
    why: 'used once: that it is idle since is another matter',
    users: { alice: accessKey(1, LONG_AGO, { used: LONG_AGO }) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'has no date at all (N/A), so it lies idle since its user was created',
    users: { alice: { ...created(ago(7 * DAY)), ...accessKey(1, 'N/A') } },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'an inactive key cannot be used',
    users: { alice: accessKey(1, LONG_AGO, { active: false }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
