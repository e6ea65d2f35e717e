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
    why: 'has a hardware token and a passkey, both of them allowed',
    users: alice,
    facts: mfaDevices('alice', [TOKEN], [FIDO]),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device',
    users: { ...alice, bob: {} },
    facts: virtualMfa('alice'),
    verdicts: { alice: 'failed', bob: 'notApplicable' },
  },
  {
    why: 'has a virtual device, where any but SMS is allowed',
    users: alice,
    inputs: { allowedKinds: ['virtual', 'hardware', 'passkey', 'certified key'] },
    facts: virtualMfa('alice'),
    verdicts: { alice: 'passed' },
  },
  {
    why: 'has a virtual device, which is allowed, and may have a passkey besides, which is not',
    users: alice,
    inputs: { allowedKinds: ['virtual', 'hardware', 'certified key'] },
    facts: virtualMfa('alice'),
    verdicts: { alice: 'notReviewed' },
  },
  {
    why: 'has a passkey that no certification ties to its hardware, where that is demanded',
    users: alice,
    inputs: { allowedKinds: ['certified key'] },
    facts: mfaDevices('alice', [FIDO]),
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has a security key with a certification, which is demanded',
    users: alice,
    inputs: { allowedKinds: ['certified key'] },
    facts: mfaDevices('alice', [FIDO, 'FIPS-140-3']),
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
    facts: mfaDevices('alice', [TOKEN]),
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
