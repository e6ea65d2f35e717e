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
const VIRTUAL = {
  ...NONE,
  virtualMfaDevices: { known: [{ userArn: `arn:aws:iam::${ACCOUNT}:user/alice` }] },
};
const alice = { alice: signsIn };

export const samples: Samples = [
  {
    why: 'has a hardware token and a passkey, both of them allowed',
    users: alice,
    facts: has([TOKEN], [FIDO]),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device',
    users: { ...alice, bob: {} },
    facts: VIRTUAL,
    verdicts: { alice: 'failed', bob: 'notApplicable' },
  },
  {
    why: 'has a virtual device, where any but SMS is allowed',
    users: alice,
    inputs: { allowedKinds: ['virtual', 'hardware', 'passkey', 'certified key'] },
    facts: VIRTUAL,
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device, which is allowed, and may have a passkey besides, which is not',
    users: alice,
    inputs: { allowedKinds: ['virtual', 'hardware', 'certified key'] },
    facts: VIRTUAL,
    verdicts: { alice: 'notReviewed' },
  },
  {
    why: 'has a passkey that no certification ties to its hardware, where that is demanded',
    users: alice,
    inputs: { allowedKinds: ['certified key'] },
    facts: has([FIDO]),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has a security key with a certification, which is demanded',
    users: alice,
    inputs: { allowedKinds: ['certified key'] },
    facts: has([FIDO, 'FIPS-140-3']),
    verdicts: { alice: 'passed' },
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
    why: 'a misspelt kind would allow nothing, or what nobody meant',
    users: alice,
    inputs: { allowedKinds: ['hardware', 'security-key'] },
    facts: has([TOKEN]),
    verdicts: { alice: 'error' },
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
