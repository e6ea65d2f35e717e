import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const rotation = { 'access-key-rotation': { maxAgeDays: 90 } };
const expiry = { 'password-policy-expiry': { maxAgeDays: 90 } };
const strength = {
  'password-policy-length': { minLength: 12 },
  'password-policy-complexity': {},
};

export default profile({
  name: 'pci-dss-4.0.1',
  title: 'PCI DSS v4.0.1, IAM credentials',
  source:
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html (related requirements, PCI DSS v4.0.1); ' +
    '7.2.2 and 8.2.2 from the mapping of Prowler (pci_4.0_aws), which Security Hub has for v3.2.1 only; ' +
    'limits from https://www.pcisecuritystandards.org/document_library/',
  version: '4.0.1',
  heldAgainst: '2026-11-29',
  requirements: {
    '7.2.2': rootKey,
    '8.2.2': rootKey,
    '8.2.6': {
      'password-last-used': { maxIdleDays: 90 },
      'access-key-last-used': { maxIdleDays: 90 },
    },
    '8.3.6': strength,
    '8.3.7': { 'password-policy-reuse': { minRemembered: 4 } },
    '8.3.9': { ...expiry, ...rotation },
    '8.3.10.1': expiry,
    '8.4.2': {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'console-user-mfa': {},
      'user-mfa': {},
    },
    '8.6.3': { ...strength, ...rotation },
  },
  notDecidable: {
    '7.2.4':
      'Whether access was reviewed is on no AWS page; the report is material for the review.',
    '8.2.1': 'Whether several people share a user is not in the report.',
    '8.2.5': 'Who has left is known to the personnel department, not to the report.',
    '8.3.4': 'Failed attempts are not in the report, and IAM locks nobody out.',
    '8.3.5': 'Whether a first password was unique and had to be changed is not in the report.',
    '8.4.1': 'Who is an administrator follows from policies, which are not in the report.',
    '8.6.1':
      'Which users belong to applications is known to the house: name them in machine-user-without-password.',
    '8.6.2': 'Keys in scripts and source code leave no trace in the report.',
    '12.10.3': 'Roles and their policies, such as those for AWS Support, are not in the report.',
  },
});
