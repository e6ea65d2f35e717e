import { AS_OF, DAY, type Samples, withoutFact } from 'iamspec/samples';

const made = (service: string, active = true) => {
  const createdAt = AS_OF - DAY;
  return { userName: 'alice', service, active, createdAt, expiresAt: undefined };
};
const both = [made('bedrock.amazonaws.com'), made('codecommit.amazonaws.com')];

export const samples: Samples = [
  {
    why: 'one is for a forbidden service, the other is not',
    users: { alice: {}, bob: {} },
    inputs: { forbiddenServices: ['bedrock.amazonaws.com', 'logs.amazonaws.com'] },
    facts: { serviceSpecificCredentials: { known: both } },
    verdicts: {
      'alice / bedrock.amazonaws.com 1': 'failed',
      'alice / codecommit.amazonaws.com 1': 'passed',
      bob: 'notApplicable',
    },
  },
  {
    why: 'without a list of its own, a profile forbids every service',
    facts: { serviceSpecificCredentials: { known: both } },
    verdicts: {
      'alice / bedrock.amazonaws.com 1': 'failed',
      'alice / codecommit.amazonaws.com 1': 'failed',
    },
  },
  {
    why: 'an inactive credential opens no service',
    facts: { serviceSpecificCredentials: { known: [made('bedrock.amazonaws.com', false)] } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('serviceSpecificCredentials'),
];
