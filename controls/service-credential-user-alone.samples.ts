import { accessKey, LONG_AGO, password, type Samples, YESTERDAY } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'has neither; what other users have is no matter',
    users: { 'BedrockAPIKey-a1b2': {}, alice: password(YESTERDAY) },
    verdicts: { 'BedrockAPIKey-a1b2': 'passed', alice: 'notApplicable' },
  },
  {
    why: 'got a password later',
    users: { 'BedrockAPIKey-a1b2': password(YESTERDAY) },
    verdicts: { 'BedrockAPIKey-a1b2': 'failed' },
  },
  {
    why: 'got a key later, with a date or without, also where that is inactive by now',
    users: {
      'BedrockAPIKey-a1b2': accessKey(1, 'N/A'),
      'BedrockAPIKey-c3d4': accessKey(2, LONG_AGO, { active: false }),
    },
    verdicts: { 'BedrockAPIKey-a1b2': 'failed', 'BedrockAPIKey-c3d4': 'failed' },
  },
  {
    why: 'a house names its own such users by path',
    users: { '/service-keys/logs': accessKey(1, YESTERDAY), 'BedrockAPIKey-a1b2': {} },
    inputs: { serviceUsers: ['BedrockAPIKey-*', '/service-keys/*'] },
    verdicts: { logs: 'failed', 'BedrockAPIKey-a1b2': 'passed' },
  },
  {
    why: 'nobody was made for such a credential',
    users: { alice: password(YESTERDAY) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
