import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const rotation = { 'access-key-rotation': { maxAgeDays: 90 } };
const unused = {
  'password-last-used': { maxIdleDays: 90 },
  'access-key-last-used': { maxIdleDays: 90 },
};
const mfa = {
  'root-mfa': {},
  'root-hardware-mfa': {},
  'console-user-mfa': {},
  'user-mfa': {},
};
const passwords = {
  'password-policy-length': { minLength: 14 },
  'password-policy-complexity': {},
};

export default profile({
  name: 'nist-800-53-r5',
  title: 'NIST SP 800-53 Rev. 5, Release 5.2.0, IAM credentials',
  source:
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html (related requirements, NIST.800-53.r5); ' +
    'the length of passwords as in the AWS Config conformance packs',
  version: '5.2.0',
  heldAgainst: '2026-11-29',
  requirements: {
    'AC-2': unused,
    'AC-2(1)': { ...unused, ...rotation, ...rootKey, ...mfa, ...passwords },
    'AC-2(3)': { ...unused, ...rotation, ...passwords },
    'AC-3': unused,
    'AC-3(7)': { ...unused, ...rootKey },
    'AC-3(15)': { ...unused, ...rotation, ...rootKey, ...mfa, ...passwords },
    'AC-6': { ...unused, ...rootKey },
    'AC-6(2)': rootKey,
    'AC-6(10)': rootKey,
    'IA-2(1)': mfa,
    'IA-2(2)': mfa,
    'IA-2(6)': mfa,
    'IA-2(8)': mfa,
    'IA-5(1)': passwords,
  },
  notDecidable: {
    'AC-2(7)': 'Who is privileged follows from policies, which are not in the report.',
    'AC-2(12)': 'Atypical use shows in CloudTrail; the report keeps only the latest use.',
    'AC-5': 'Separation of duties follows from policies, which are not in the report.',
    'AC-6(3)': 'Policies are not in the report.',
    'AC-7': 'Failed sign-ins are not in the report, and IAM locks nobody out.',
    'IA-2(5)': 'Whether several people share a user is not in the report.',
    'IA-5(7)': 'Keys in scripts and source code leave no trace in the report.',
  },
});
