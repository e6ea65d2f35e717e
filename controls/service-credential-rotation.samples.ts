import { AS_OF, DAY, HOUR, LONG_AGO, type Samples, SECOND, withoutFact } from 'iamspec/samples';

const service = 'bedrock.amazonaws.com';
const made = (milliseconds: number, parts: { userName?: string; active?: boolean } = {}) => {
  const createdAt = AS_OF - milliseconds;
  return { userName: 'alice', service, active: true, createdAt, expiresAt: undefined, ...parts };
};

export const samples: Samples = [
  {
    why: 'made exactly 90 days ago: the limit is 90 days or less',
    facts: { serviceSpecificCredentials: { known: [made(90 * DAY)] } },
    verdicts: { 'alice / bedrock.amazonaws.com 1': 'passed' },
  },
  {
    why: 'made one second more than 90 days ago; one made later counts by itself',
    users: { alice: {}, bob: {} },
    facts: {
      serviceSpecificCredentials: { known: [made(DAY), made(90 * DAY + SECOND)] },
    },
    verdicts: {
      'alice / bedrock.amazonaws.com 1': 'failed',
      'alice / bedrock.amazonaws.com 2': 'passed',
      bob: 'notApplicable',
    },
  },
  {
    why: 'made after the report, which is older than the list: no contradiction',
    facts: { serviceSpecificCredentials: { known: [made(-HOUR, { userName: 'new' })] } },
    verdicts: { 'new / bedrock.amazonaws.com 1': 'passed' },
  },
  {
    why: 'an inactive credential opens nothing, and keys of the report are no matter',
    users: { alice: { access_key_1_active: 'true', access_key_1_last_rotated: LONG_AGO } },
    facts: { serviceSpecificCredentials: { known: [made(500 * DAY, { active: false })] } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('serviceSpecificCredentials'),
];
