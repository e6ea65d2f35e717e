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
    why: 'another service than those that are known is taken by its whole name',
    inputs: { forbiddenServices: ['polly.amazonaws.com'] },
    facts: {
      serviceSpecificCredentials: { known: [...both, made('polly.amazonaws.com')] },
    },
    verdicts: {
      'alice / bedrock.amazonaws.com 1': 'passed',
      'alice / codecommit.amazonaws.com 1': 'passed',
      'alice / polly.amazonaws.com 1': 'failed',
    },
  },
  ...['bedrock', 'Bedrock.amazonaws.com', 'bedrok.amazonaws.com', 'bedrok.*'].map((misspelt) => ({
    why: `${misspelt} would forbid nothing`,
    inputs: { forbiddenServices: ['logs.amazonaws.com', misspelt] },
    facts: { serviceSpecificCredentials: { known: [made('bedrock.amazonaws.com')] } },
    verdicts: { 'alice / bedrock.amazonaws.com 1': 'error' as const },
  })),
  {
    why: 'an inactive credential opens no service',
    facts: { serviceSpecificCredentials: { known: [made('bedrock.amazonaws.com', false)] } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('serviceSpecificCredentials'),
];
