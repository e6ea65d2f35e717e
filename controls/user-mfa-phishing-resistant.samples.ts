import {
  ACCOUNT,
  LONG_AGO,
  MFA,
  mfaDevices,
  password,
  type Samples,
  virtualMfa,
  withoutFact,
  YESTERDAY,
} from 'iamspec/samples';

const signsIn = { ...password(LONG_AGO, YESTERDAY), ...MFA };
const alice = { alice: signsIn };
const NONE = virtualMfa();
const FIDO = `arn:aws:iam::${ACCOUNT}:u2f/user/alice/key-A1B2C3`;
const TOKEN = 'GAHT12345678';

export const samples: Samples = [
  {
    why: 'has a passkey or security key, certified or not, and nothing else',
    users: alice,
    facts: mfaDevices('alice', [FIDO], [FIDO, 'FIDO-U2F']),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device: its code can be typed into a false page',
    users: { ...alice, bob: {} },
    facts: virtualMfa('alice'),
    verdicts: { alice: 'failed', bob: 'notApplicable' },
  },
  {
    why: 'has a hardware token, whose code can be typed there as well',
    users: alice,
    facts: mfaDevices('alice', [TOKEN]),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has a security key, and text messages as another way in',
    users: alice,
    facts: mfaDevices('alice', [FIDO, 'FIPS-140-2'], [`arn:aws:iam::${ACCOUNT}:sms-mfa/alice`]),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has no MFA at all',
    users: { alice: password(LONG_AGO, YESTERDAY) },
    facts: NONE,
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has MFA by the report, and IAM lists no device any more',
    users: alice,
    facts: NONE,
    verdicts: { alice: 'notReviewed' },
  },
  {
    why: 'has a device of a form that is not known, besides a security key',
    users: alice,
    facts: mfaDevices('alice', [FIDO], [`arn:aws:iam::${ACCOUNT}:quantum/alice`]),
    verdicts: { alice: 'notReviewed' },
  },
  {
    why: 'without a password nobody signs in to the console',
    users: { alice: MFA },
    facts: NONE,
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('virtualMfaDevices', NONE),
  ...withoutFact('mfaDevices', NONE),
];
