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
    why: 'last used one second less than 30 days ago',
    users: { alice: password(LONG_AGO, ago(30 * DAY - SECOND)) },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'last used exactly 30 days ago: the limit is less than 30 days',
    users: { alice: password(ago(60 * DAY), ago(30 * DAY)) },
    verdicts: { 'alice / password': 'failed' },
  },
  {
    why: 'never used (no_information), and idle since it was set yesterday',
    users: { alice: password(YESTERDAY, 'no_information') },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'never used (no_information), and idle since it was set 30 days ago',
    users: { alice: password(ago(30 * DAY), 'no_information') },
    verdicts: { 'alice / password': 'failed' },
  },
  {
    why: 'has no date at all (N/A), so it is idle since its user was created',
    users: { alice: { ...created(ago(30 * DAY)), ...password('N/A', 'N/A') } },
    verdicts: { 'alice / password': 'failed' },
  },
  {
    why: 'a user that signed in with a former password has none now, and root is no user',
    root: password(LONG_AGO, LONG_AGO),
    users: { alice: { password_last_used: LONG_AGO } },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
