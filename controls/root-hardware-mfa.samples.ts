import { ACCOUNT, LONG_AGO, MFA, password, type Samples, withoutFact } from 'iamspec/samples';

const root = { ...password(LONG_AGO), ...MFA };
const device = (user: string) => ({ userArn: `arn:aws:iam::${ACCOUNT}:${user}` });

export const samples: Samples = [
  {
    why: 'has MFA, and the virtual devices are of others: a user named root, and nobody',
    root,
    facts: { virtualMfaDevices: { known: [device('user/root'), { userArn: undefined }] } },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'one of its devices is virtual',
    root,
    facts: { virtualMfaDevices: { known: [device('user/alice'), device('root')] } },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has a password and no MFA of any kind',
    root: password(LONG_AGO),
    facts: { virtualMfaDevices: { known: [] } },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has no credentials for MFA to protect',
    facts: { virtualMfaDevices: { known: [] } },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'has no credentials, and the standard demands MFA all the same',
    inputs: { evenWithoutCredentials: true },
    facts: { virtualMfaDevices: { known: [] } },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has no credentials, and of the MFA that the standard demands one device is virtual',
    root: MFA,
    inputs: { evenWithoutCredentials: true },
    facts: { virtualMfaDevices: { known: [device('root')] } },
    verdicts: { '<root_account>': 'failed' },
  },
  {
    why: 'has no credentials, and the hardware that the standard demands all the same',
    root: MFA,
    inputs: { evenWithoutCredentials: true },
    facts: { virtualMfaDevices: { known: [] } },
    verdicts: { '<root_account>': 'passed' },
  },
  {
    why: 'root of GovCloud does not sign in to a console',
    partition: 'aws-us-gov',
    root,
    facts: { virtualMfaDevices: { known: [] } },
    verdicts: { 'no subject': 'notApplicable' },
  },
  ...withoutFact('virtualMfaDevices'),
];
