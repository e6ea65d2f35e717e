import {
  accessKey,
  accountSummary,
  certificate,
  LONG_AGO,
  MFA,
  password,
  type Samples,
  withoutFact,
  YESTERDAY,
} from 'iamspec/samples';

const users = { alice: password(YESTERDAY) };
const live = {
  users: 1,
  rootMfaEnabled: true,
  rootAccessKeys: 0,
  rootPassword: false,
  rootCertificates: 0,
};
const since = (change: Partial<typeof live>) => accountSummary({ ...live, ...change });

export const samples: Samples = [
  {
    why: 'users and all that root has are as the account has them now',
    root: MFA,
    users,
    facts: since({}),
    verdicts: { account: 'passed' },
  },
  {
    why: 'both count an inactive key of root as a key',
    root: { ...MFA, ...accessKey(2, LONG_AGO, { active: false, used: LONG_AGO }) },
    users,
    facts: since({ rootAccessKeys: 1 }),
    verdicts: { account: 'passed' },
  },
  {
    why: 'a user was created since',
    root: MFA,
    users,
    facts: since({ users: 2 }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'a user was deleted, and root lost its MFA and got a key since',
    root: MFA,
    users,
    facts: since({ users: 0, rootMfaEnabled: false, rootAccessKeys: 1 }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'root got a password since',
    root: MFA,
    users,
    facts: since({ rootPassword: true }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'root lost its password since',
    root: { ...MFA, ...password(LONG_AGO) },
    users,
    facts: since({}),
    verdicts: { account: 'failed' },
  },
  {
    why: 'root got a signing certificate since',
    root: MFA,
    users,
    facts: since({ rootCertificates: 1 }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'root lost its signing certificate since',
    root: { ...MFA, ...certificate(1, LONG_AGO) },
    users,
    facts: since({}),
    verdicts: { account: 'failed' },
  },
  {
    why: 'the report does not say whether root has a password (not_supported), so neither is wrong',
    root: { ...MFA, password_enabled: 'not_supported' },
    users,
    facts: since({}),
    verdicts: { account: 'passed' },
  },
  {
    why: 'a summary of GovCloud holds one figure, and that agrees',
    partition: 'aws-us-gov',
    users,
    facts: accountSummary({ rootMfaEnabled: false }),
    verdicts: { account: 'passed' },
  },
  {
    why: 'a summary of GovCloud holds one figure, and that differs',
    partition: 'aws-us-gov',
    users,
    facts: accountSummary({ rootMfaEnabled: true }),
    verdicts: { account: 'failed' },
  },
  {
    why: 'a summary without any of the figures compares nothing, which is no pass',
    users,
    facts: accountSummary({}),
    verdicts: { account: 'error' },
  },
  {
    why: 'what the report says of root is not believed where it leaves credentials out',
    root: { ...MFA, additional_credentials_info: '1 additional certificate' },
    users,
    facts: since({}),
    verdicts: { account: 'error' },
  },
  ...withoutFact('accountSummary'),
];
