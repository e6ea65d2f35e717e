import { AS_OF, DAY, type Samples, SECOND, withoutFact } from 'iamspec/samples';

const made = (lifetime: number | undefined, parts: { service?: string; active?: boolean } = {}) => {
  const createdAt = AS_OF - 10 * DAY;
  const expiresAt = lifetime === undefined ? undefined : createdAt + lifetime;
  const service = 'bedrock.amazonaws.com';
  return { userName: 'alice', service, active: true, createdAt, expiresAt, ...parts };
};

export const samples: Samples = [
  {
    why: 'expires exactly 90 days after it was created: the limit is 90 days or less',
    facts: { serviceSpecificCredentials: { known: [made(90 * DAY)] } },
    verdicts: { 'alice / bedrock.amazonaws.com 1': 'passed' },
  },
  {
    why: 'expires one second later than that',
    facts: { serviceSpecificCredentials: { known: [made(90 * DAY + SECOND)] } },
    verdicts: { 'alice / bedrock.amazonaws.com 1': 'failed' },
  },
  {
    why: 'never expires, however young it is; CodeCommit knows no other kind',
    users: { alice: {}, bob: {} },
    facts: {
      serviceSpecificCredentials: {
        known: [made(undefined), made(undefined, { service: 'codecommit.amazonaws.com' })],
      },
    },
    verdicts: {
      'alice / bedrock.amazonaws.com 1': 'failed',
      'alice / codecommit.amazonaws.com 1': 'failed',
      bob: 'notApplicable',
    },
  },
  {
    why: 'a credential that is inactive or expired opens nothing',
    facts: { serviceSpecificCredentials: { known: [made(undefined, { active: false })] } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('serviceSpecificCredentials'),
];
