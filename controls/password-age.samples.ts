import {
  ago,
  created,
  DAY,
  LONG_AGO,
  password,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'changed exactly 90 days ago: the limit is 90 days or less',
    users: { alice: password(ago(90 * DAY)) },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'changed one second more than 90 days ago, though its user signed in yesterday',
    users: { alice: password(ago(90 * DAY + SECOND), YESTERDAY) },
    verdicts: { 'alice / password': 'failed' },
  },
  {
    why: 'has no date of change (N/A), so it is as old as its user',
    users: {
      alice: password('N/A', YESTERDAY),
      bob: { ...created(YESTERDAY), ...password('N/A') },
    },
    verdicts: { 'alice / password': 'failed', 'bob / password': 'passed' },
  },
  {
    why: 'a user that signed in with a former password has none now, and root is no user',
    root: password(LONG_AGO),
    users: { alice: { password_last_used: LONG_AGO } },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
