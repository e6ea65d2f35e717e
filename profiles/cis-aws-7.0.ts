import { profile } from 'iamspec';

export default profile({
  name: 'cis-aws-7.0',
  title: 'CIS AWS Foundations Benchmark v7.0.0, IAM credentials',
  source:
    'https://www.cisecurity.org/benchmark/amazon_web_services; ids held against those of Prowler (cis_7.0_aws), since the text is licensed',
  version: '7.0.0',
  heldAgainst: '2026-11-29',
  requirements: {
    '2.1.1': { 'root-access-centralized': {} },
    '2.4': { 'root-no-access-key': {} },
    '2.5': { 'root-mfa': {} },
    '2.6': { 'root-hardware-mfa': {} },
    '2.7': { 'root-not-used': {} }, // The benchmark names no number of days.
    '2.8': { 'password-policy-length': { minLength: 14, evenWithoutPasswords: true } },
    '2.9': { 'password-policy-reuse': { minRemembered: 24, evenWithoutPasswords: true } },
    '2.10': { 'console-user-mfa': {} },
    '2.11': {
      'password-last-used': { maxIdleDays: 45 },
      'access-key-last-used': { maxIdleDays: 45 },
    },
    '2.12': { 'access-key-rotation': { maxAgeDays: 90 } },
  },
  notDecidable: {
    '2.2': 'Contact details are those of the account, not of a credential.',
    '2.3': 'The security contact is a detail of the account, not of a credential.',
    '2.13': 'Groups and policies are not in the report.',
    '2.15': 'Roles and their policies are not in the report.',
    '2.16': 'Where a user stores its keys, on an instance or elsewhere, is not in the report.',
    '2.17': 'Server certificates are not in the report, only signing certificates of users.',
    '2.19':
      'Whether people have a central identity elsewhere is not in the report; users-allowed can name the users that may stay.',
  },
});
