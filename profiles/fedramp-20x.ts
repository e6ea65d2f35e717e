import { profile } from 'iamspec';

const unused = {
  'password-last-used': { maxIdleDays: 90 },
  'access-key-last-used': { maxIdleDays: 90 },
};

export default profile({
  name: 'fedramp-20x',
  title: 'FedRAMP 20x Key Security Indicators, IAM credentials',
  source:
    'https://github.com/FedRAMP/rules, fedramp-consolidated-rules.json (Consolidated Rules for 2026, KSI, theme IAM); ' +
    'controls by the text of each indicator, limits as in fedramp-moderate',
  version: '2026.07.14.01',
  heldAgainst: '2026-11-29',
  requirements: {
    'KSI-IAM-APM': {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'console-user-mfa': {},
      'user-mfa-phishing-resistant': {},
      'password-policy-length': { minLength: 14 },
    },
    'KSI-IAM-AAM': {
      ...unused,
      'access-key-inactive-removed': {},
      'user-has-credentials': {},
    },
    'KSI-IAM-SNU': {
      'machine-user-without-password': {},
      'access-key-rotation': { maxAgeDays: 90 },
      'service-credential-rotation': { maxAgeDays: 90 },
      'service-credential-expires': { maxLifetimeDays: 90 },
      'service-credential-user-alone': {},
      'ssh-key-rotation': { maxAgeDays: 90 },
      'signing-certificate-rotation': { maxAgeDays: 90 },
    },
    'KSI-IAM-ELP': { ...unused, 'root-no-access-key': {}, 'root-no-signing-certificate': {} },
    'KSI-IAM-SUS': { 'root-not-used': {} },
  },
  // The part of an indicator that its controls leave open, and JIT as a whole.
  notDecidable: {
    'KSI-IAM-APM':
      'Whether people could sign in without a password, with a central identity, is not in the report, nor whether the device of root is a passkey or a hardware token.',
    'KSI-IAM-AAM':
      'What automation creates, changes and removes accounts, roles and groups is not in the report, only what it left behind.',
    'KSI-IAM-SNU':
      'Whether a role could stand in for a user with keys, and who reviews that, is not in the report.',
    'KSI-IAM-ELP': 'What policies allow, and who reviews them, is not in the report.',
    'KSI-IAM-SUS':
      'Which activity was suspicious, and what was done about it, is not in the report, only whether root was used of late.',
    'KSI-IAM-JIT': 'Roles, attributes and sessions are not in the report.',
  },
});
