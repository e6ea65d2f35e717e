import {
  ACCOUNT,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  withoutFact,
  YESTERDAY,
} from 'iamspec/samples';

const signsIn = { ...password(LONG_AGO, YESTERDAY), ...MFA };
const NONE = { virtualMfaDevices: { known: [] }, mfaDevices: { known: [] } };
const FIDO = `arn:aws:iam::${ACCOUNT}:u2f/user/alice/key-A1B2C3`;
const TOKEN = 'GAHT12345678';
const has = (...devices: readonly (readonly [serial: string, ...levels: readonly string[]])[]) => ({
  ...NONE,
  mfaDevices: {
    known: [
      {
        userName: 'alice',
        devices: devices.map(([serialNumber, ...levels]) => ({
          serialNumber,
          certifications:
            levels.length > 0 ? Object.fromEntries(levels.map((name) => [name, 'L2'])) : undefined,
        })),
      },
    ],
  },
});
const alice = { alice: signsIn };

export const samples: Samples = [
  {
    why: 'has a passkey or security key, certified or not, and nothing else',
    users: alice,
    facts: has([FIDO], [FIDO, 'FIDO-U2F']),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device: its code can be typed into a false page',
    users: { ...alice, bob: {} },
    facts: {
      ...NONE,
      virtualMfaDevices: { known: [{ userArn: `arn:aws:iam::${ACCOUNT}:user/alice` }] },
    },
    verdicts: { alice: 'failed', bob: 'notApplicable' },
  },
  {
    why: 'has a hardware token, whose code can be typed there as well',
    users: alice,
    facts: has([TOKEN]),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has a security key, and text messages as another way in',
    users: alice,
    facts: has([FIDO, 'FIPS-140-2'], [`arn:aws:iam::${ACCOUNT}:sms-mfa/alice`]),
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
    facts: has([FIDO], [`arn:aws:iam::${ACCOUNT}:quantum/alice`]),
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
