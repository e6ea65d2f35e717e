import { profile } from 'iamspec';
import baseline from './baseline';

// Left out: composition rules and forced change of passwords, which NIST SP 800-63B advises
// against; MFA for machines, which have keys only; and lists of users, which every house writes
// itself.
export default profile({
  name: 'strict',
  title: 'Strict: the tightest limits that people and machines can live with',
  extends: baseline,
  requirements: {
    root: {
      'root-hardware-mfa': {},
      'root-no-signing-certificate': {},
      'root-not-used': { minIdleDays: 90 },
      'root-access-centralized': {},
    },
    mfa: { 'user-mfa-phishing-resistant': {} },
    separation: {
      'console-user-without-keys': {},
      'machine-user-without-password': {},
      'service-credential-user-alone': {},
    },
    'unused-credentials': {
      'access-key-last-used': { maxIdleDays: 30 },
      'access-key-never-used': { maxGraceDays: 3 },
      'access-key-inactive-removed': { maxAgeDays: 30 },
      'access-key-not-created-at-setup': {},
      'user-in-use': { maxIdleDays: 30 },
      'user-has-credentials': {},
      'signing-certificate-absent': {},
    },
    rotation: {
      'access-key-rotation': { maxAgeDays: 45 },
      'access-key-one-active': { maxOverlapDays: 0 },
      'service-credential-rotation': { maxAgeDays: 45 },
      'service-credential-expires': { maxLifetimeDays: 45 },
      'ssh-key-rotation': { maxAgeDays: 45 },
      'password-overdue': {},
    },
    'password-policy': {
      'password-policy-length': { minLength: 16 },
      'password-policy-reuse': { minRemembered: 24 },
    },
    evidence: {
      'report-complete': {},
      'report-fresh': { maxAgeHours: 8 },
      'access-key-as-reported': {},
    },
  },
});
