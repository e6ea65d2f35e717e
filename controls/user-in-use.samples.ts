import {
  accessKey,
  ago,
  created,
  DAY,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  SECOND,
  YESTERDAY,
} from 'iamspec/samples';

const signedIn = (used: string) => ({ ...MFA, ...password(LONG_AGO, used) });
const keyUsed = (used: string, active = true) => accessKey(2, LONG_AGO, { used, active });

export const samples: Samples = [
  {
    why: 'used its key one second less than 90 days ago, whatever its password',
    users: { alice: { ...signedIn(LONG_AGO), ...keyUsed(ago(90 * DAY - SECOND)) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'last signed in exactly 90 days ago: the limit is less than 90 days',
    users: { alice: signedIn(ago(90 * DAY)) },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'the latest use was of a key that is inactive now',
    users: { alice: { ...signedIn(LONG_AGO), ...keyUsed(YESTERDAY, false) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'never used (no_information, N/A), and created 90 days ago with its password',
    users: { alice: { ...created(ago(90 * DAY)), ...MFA, ...password(ago(90 * DAY)) } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'an old user got a key yesterday, and has yet to use it',
    users: { alice: { ...MFA, ...accessKey(1, YESTERDAY) } },
    verdicts: { alice: 'passed' },
  },
  {
    why: 'a key and a password without dates (N/A), never used, are as old as their user',
    users: { alice: { ...MFA, ...password('N/A'), ...accessKey(1, 'N/A') } },
    verdicts: { alice: 'failed' },
  },
  {
    why: 'a certificate has no date of use, so a user with nothing else cannot be judged',
    users: { alice: { ...MFA, cert_1_active: 'true', cert_1_last_rotated: YESTERDAY } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  {
    why: 'a user without credentials cannot be in use',
    users: { alice: { password_last_used: LONG_AGO } },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
