import { profile } from 'iamspec';

export default profile({
  name: 'cis-aws-1.4',
  title: 'CIS AWS Foundations Benchmark v1.4.0, IAM credentials',
  source:
    'https://www.cisecurity.org/benchmark/amazon_web_services; ids held against those of Prowler (cis_1.4_aws), since the text is licensed',
  version: '1.4.0',
  heldAgainst: '2026-11-29',
  requirements: {
    '1.4': { 'root-no-access-key': {} },
    // Root without credentials is excepted from 5.0 on.
    '1.5': { 'root-mfa': { evenWithoutCredentials: true } },
    '1.6': { 'root-hardware-mfa': { evenWithoutCredentials: true } },
    '1.7': { 'root-not-used': {} }, // The benchmark names no number of days.
    '1.8': { 'password-policy-length': { minLength: 14, evenWithoutPasswords: true } },
    '1.9': { 'password-policy-reuse': { minRemembered: 24, evenWithoutPasswords: true } },
    '1.10': { 'console-user-mfa': {} },
    '1.11': { 'access-key-not-created-at-setup': { evenMadeLater: true } },
    '1.12': {
      'password-last-used': { maxIdleDays: 45 },
      'access-key-last-used': { maxIdleDays: 45 },
    },
    '1.13': { 'access-key-one-active': { maxOverlapDays: 0 } },
    '1.14': { 'access-key-rotation': { maxAgeDays: 90 } },
  },
  notDecidable: {
    '1.1': 'Contact details are those of the account, not of a credential.',
    '1.2': 'The security contact is a detail of the account, not of a credential.',
    '1.3': 'Security questions are answered in the console, and no API tells whether.',
    '1.15': 'Groups and policies are not in the report.',
    '1.17': 'Roles and their policies are not in the report.',
    '1.18': 'Where a user stores its keys, on an instance or elsewhere, is not in the report.',
    '1.19': 'Server certificates are not in the report, only signing certificates of users.',
    '1.21':
      'Whether people have a central identity elsewhere is not in the report; users-allowed can name the users that may stay.',
  },
});
