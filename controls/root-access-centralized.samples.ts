import { type Samples, withoutFact } from 'iamspec/samples';

export const samples: Samples = [
  {
    why: 'the organization manages root credentials, and root sessions besides',
    facts: {
      rootManagement: { known: { features: ['RootSessions', 'RootCredentialsManagement'] } },
    },
    verdicts: { account: 'passed' },
  },
  {
    why: 'the organization allows root sessions, but leaves root credentials alone',
    facts: { rootManagement: { known: { features: ['RootSessions'] } } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'the organization has no feature of central root access enabled',
    facts: { rootManagement: { known: { features: [] } } },
    verdicts: { account: 'failed' },
  },
  {
    why: 'a member account cannot tell what its organization has enabled',
    facts: { rootManagement: { known: { notDecidable: 'not the management account' } } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('rootManagement'),
];
