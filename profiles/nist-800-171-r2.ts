import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const consoleMfa = { 'console-user-mfa': {} };
const userMfa = { 'user-mfa': {} };
// Security Hub relates both IAM.8 (90 days) and IAM.22 (45 days): the stricter meets both.
const unused = {
  'password-last-used': { maxIdleDays: 45 },
  'access-key-last-used': { maxIdleDays: 45 },
};
const strength = {
  'password-policy-length': { minLength: 14 },
  'password-policy-complexity': {},
};

export default profile({
  name: 'nist-800-171-r2',
  title: 'NIST SP 800-171 Rev. 2, IAM credentials',
  source:
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html (related requirements, NIST.800-171.r2); ' +
    'root and console users, and 3.5.6, from the mapping of Powerpipe (nist_800_171_rev_2)',
  version: 'Rev. 2',
  heldAgainst: '2026-11-29',
  requirements: {
    '3.1.1': { ...rootKey, ...consoleMfa },
    '3.1.2': { ...unused, ...rootKey, ...consoleMfa },
    '3.1.4': rootKey,
    '3.1.5': rootKey,
    '3.1.6': rootKey,
    '3.1.7': rootKey,
    '3.1.14': consoleMfa,
    '3.3.8': userMfa,
    '3.4.6': rootKey,
    '3.5.2': { ...strength, ...consoleMfa },
    '3.5.3': { 'root-mfa': {}, 'root-hardware-mfa': {}, ...consoleMfa, ...userMfa },
    '3.5.4': userMfa,
    '3.5.6': unused,
    '3.5.7': strength,
    '3.5.8': { 'password-policy-reuse': { minRemembered: 24 } },
    '3.7.5': userMfa,
  },
  notDecidable: {
    '3.1.8': 'Failed sign-ins are not in the report, and IAM locks nobody out.',
    '3.5.1': 'Which person, machine or process a user stands for is not in the report.',
    '3.5.5': 'Whether a name was given to somebody else before is not in the report.',
    '3.5.9': 'Whether a first password had to be changed is not in the report.',
    '3.5.10': 'How AWS stores and transmits passwords is for AWS to attest.',
  },
});
