import { ago, DAY, LONG_AGO, password, type Samples, SECOND, YESTERDAY } from 'iamspec/samples';

const inUse = password(ago(60 * DAY), YESTERDAY);

export const samples: Samples = [
  {
    why: 'is to be changed by the very second of the report',
    users: { alice: { ...inUse, password_next_rotation: ago(0) } },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'was to be changed one second before the report',
    users: { alice: { ...inUse, password_next_rotation: ago(SECOND) } },
    verdicts: { 'alice / password': 'failed' },
  },
  {
    why: 'is to be changed in a month: a date ahead is no contradiction',
    users: { alice: { ...inUse, password_next_rotation: ago(-30 * DAY) } },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'passwords do not expire in this account (N/A)',
    users: { alice: { ...password(LONG_AGO), password_next_rotation: 'N/A' } },
    verdicts: { 'alice / password': 'passed' },
  },
  {
    why: 'a user without a password has none to change',
    users: { alice: { password_next_rotation: LONG_AGO } },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
