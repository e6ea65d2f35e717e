import { accessKey, ago, DAY, LONG_AGO, type Samples, SECOND, YESTERDAY } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'made exactly 90 days ago: the limit is 90 days or less',
    users: { alice: accessKey(1, ago(90 * DAY), { active: false }) },
    verdicts: { 'alice / access key 1': 'passed' },
  },
  {
    why: 'made one second more than 90 days ago, in either slot',
    users: {
      alice: {
        ...accessKey(1, YESTERDAY, { active: false }),
        ...accessKey(2, ago(90 * DAY + SECOND), { active: false }),
      },
    },
    verdicts: { 'alice / access key 1': 'passed', 'alice / access key 2': 'failed' },
  },
  {
    why: 'used yesterday, before it was deactivated: that makes it no younger',
    users: { alice: accessKey(1, LONG_AGO, { active: false, used: YESTERDAY }) },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'has no date of its own (N/A), so it is as old as its user',
    users: { alice: accessKey(1, 'N/A', { active: false, used: YESTERDAY }) },
    verdicts: { 'alice / access key 1': 'failed' },
  },
  {
    why: 'active keys are a matter of their rotation, and an empty slot holds no key',
    users: { alice: accessKey(2, LONG_AGO) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
