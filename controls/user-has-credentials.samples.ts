import {
  AS_OF,
  accessKey,
  certificate,
  DAY,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  withoutFact,
} from 'iamspec/samples';

const BEDROCK = {
  userName: 'BedrockAPIKey-a1b2',
  service: 'bedrock.amazonaws.com',
  active: true,
  createdAt: AS_OF - DAY,
  expiresAt: undefined,
};
const none = { serviceSpecificCredentials: { known: [] } };

export const samples: Samples = [
  {
    why: 'can sign in with a password, a key or a certificate',
    users: {
      alice: password(LONG_AGO),
      robot: accessKey(2, LONG_AGO),
      soap: certificate(1, LONG_AGO),
    },
    facts: none,
    verdicts: { alice: 'passed', robot: 'passed', soap: 'passed' },
  },
  {
    why: 'the console made it for a Bedrock key, which is all that it has',
    users: { [BEDROCK.userName]: {}, alice: {} },
    facts: { serviceSpecificCredentials: { known: [BEDROCK] } },
    verdicts: { [BEDROCK.userName]: 'passed', alice: 'failed' },
  },
  {
    why: 'its Bedrock key is inactive or has expired, so that nothing works',
    users: { [BEDROCK.userName]: {} },
    facts: { serviceSpecificCredentials: { known: [{ ...BEDROCK, active: false }] } },
    verdicts: { [BEDROCK.userName]: 'failed' },
  },
  {
    why: 'has nothing but an MFA device',
    users: { alice: MFA },
    facts: none,
    verdicts: { alice: 'failed' },
  },
  {
    why: 'has inactive credentials alone, and a former password',
    users: {
      alice: {
        password_last_used: LONG_AGO,
        ...accessKey(1, LONG_AGO, { active: false }),
        ...certificate(1, LONG_AGO, { active: false }),
      },
    },
    facts: none,
    verdicts: { alice: 'failed' },
  },
  {
    why: 'an account without users',
    root: password(LONG_AGO),
    facts: none,
    verdicts: { 'no subject': 'notApplicable' },
  },
  {
    why: 'an active SSH key opens repositories, where such keys are known; an inactive one does not',
    users: { alice: {}, bob: {}, carol: {} },
    facts: {
      serviceSpecificCredentials: { known: [] },
      sshPublicKeys: {
        known: [
          { userName: 'alice', keys: [{ id: 'APKA1', active: true, uploadedAt: 0 }] },
          { userName: 'bob', keys: [{ id: 'APKA2', active: false, uploadedAt: 0 }] },
        ],
      },
    },
    verdicts: { alice: 'passed', bob: 'failed', carol: 'failed' },
  },
  ...withoutFact('serviceSpecificCredentials'),
];
