import { profile } from 'iamspec';

export default profile({
  name: 'cis-aws-5.0',
  title: 'CIS AWS Foundations Benchmark v5.0.0, IAM credentials',
  source:
    'https://www.cisecurity.org/benchmark/amazon_web_services; ids held against those of Prowler (cis_5.0_aws), since the text is licensed',
  version: '5.0.0',
  heldAgainst: '2026-11-29',
  requirements: {
    '1.3': { 'root-no-access-key': {} },
    '1.4': { 'root-mfa': {} },
    '1.5': { 'root-hardware-mfa': {} },
    '1.6': { 'root-not-used': {} }, // The benchmark names no number of days.
    '1.7': { 'password-policy-length': { minLength: 14, evenWithoutPasswords: true } },
    '1.8': { 'password-policy-reuse': { minRemembered: 24, evenWithoutPasswords: true } },
    '1.9': { 'console-user-mfa': {} },
    '1.10': { 'access-key-not-created-at-setup': { evenMadeLater: true } },
    '1.11': {
      'password-last-used': { maxIdleDays: 45 },
      'access-key-last-used': { maxIdleDays: 45 },
    },
    '1.12': { 'access-key-one-active': { maxOverlapDays: 0 } },
    '1.13': { 'access-key-rotation': { maxAgeDays: 90 } },
  },
  notDecidable: {
    '1.1': 'Contact details are those of the account, not of a credential.',
    '1.2': 'The security contact is a detail of the account, not of a credential.',
    '1.14': 'Groups and policies are not in the report.',
    '1.16': 'Roles and their policies are not in the report.',
    '1.17': 'Where a user stores its keys, on an instance or elsewhere, is not in the report.',
    '1.18': 'Server certificates are not in the report, only signing certificates of users.',
    '1.20':
      'Whether people have a central identity elsewhere is not in the report; users-allowed can name the users that may stay.',
  },
});
