import { profile } from 'iamspec';

export default profile({
  name: 'aws-fsbp',
  title:
    'AWS Foundational Security Best Practices v1.0.0 and related Security Hub controls for IAM',
  source:
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html, each with its AWS Config rule; ' +
    'IAM.9 and IAM.19 are controls of other standards in Security Hub, as is IAM.22: ' +
    'its 45 days are those of nist-800-171-r2 and the CIS profiles',
  version: '1.0.0',
  heldAgainst: '2026-11-29',
  requirements: {
    'IAM.3 access-keys-rotated': { 'access-key-rotation': { maxAgeDays: 90 } },
    'IAM.4 iam-root-access-key-check': { 'root-no-access-key': {} },
    'IAM.5 mfa-enabled-for-iam-console-access': { 'console-user-mfa': {} },
    'IAM.6 root-account-hardware-mfa-enabled': { 'root-hardware-mfa': {} },
    // As Security Hub sets it: reuse and expiry are checked only where somebody configures them.
    'IAM.7 iam-password-policy': {
      'password-policy-length': { minLength: 8, evenWithoutPasswords: true },
      'password-policy-complexity': { evenWithoutPasswords: true },
    },
    'IAM.8 iam-user-unused-credentials-check': {
      'password-last-used': { maxIdleDays: 90 },
      'access-key-last-used': { maxIdleDays: 90 },
    },
    'IAM.9 root-account-mfa-enabled': { 'root-mfa': {} },
    'IAM.19 iam-user-mfa-enabled': { 'user-mfa': { evenWithoutCredentials: true } },
  },
  notDecidable: {
    'IAM.1 iam-policy-no-statements-with-admin-access': 'Policies are not in the report.',
    'IAM.2 iam-user-no-policies-check': 'Policies attached to users are not in the report.',
    'IAM.18 iam-policy-in-use': 'Roles and their policies are not in the report.',
    'IAM.21 iam-policy-no-statements-with-full-access': 'Policies are not in the report.',
    'IAM.26 iam-server-certificate-expiration-check':
      'Server certificates are not in the report, only signing certificates of users.',
  },
});
