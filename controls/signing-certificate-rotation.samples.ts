import {
  ago,
  certificate,
  created,
  DAY,
  LONG_AGO,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'uploaded exactly 90 days ago: the limit is 90 days or less',
    users: { alice: certificate(1, ago(90 * DAY)) },
    verdicts: { 'alice / signing certificate 1': 'passed' },
  },
  {
    why: 'uploaded one second more than 90 days ago; each certificate counts by itself',
    users: { alice: { ...certificate(1, YESTERDAY), ...certificate(2, ago(90 * DAY + SECOND)) } },
    verdicts: {
      'alice / signing certificate 1': 'passed',
      'alice / signing certificate 2': 'failed',
    },
  },
  {
    why: 'has no date (N/A), so it is as old as its user',
    users: {
      alice: certificate(1, 'N/A'),
      bob: { ...created(YESTERDAY), ...certificate(1, 'N/A') },
    },
    verdicts: {
      'alice / signing certificate 1': 'failed',
      'bob / signing certificate 1': 'passed',
    },
  },
  {
    why: 'an inactive certificate signs nothing',
    users: { alice: certificate(1, LONG_AGO, { active: false }) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
