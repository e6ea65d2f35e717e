import { profile } from 'iamspec';

// Everybody fails `users-allowed` until the house names its break-glass users, in a class of an
// overlay, so that the evidence says why: users and allowedUsers ['break-glass-*'], loosens '...'.
// No limit of idleness: nobody should have used them.
export default profile({
  name: 'identity-center',
  title: 'Identity Center: people sign in elsewhere, and an IAM user is for break-glass alone',
  requirements: {
    users: { 'users-allowed': {} },
    root: {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'root-no-access-key': {},
      'root-no-signing-certificate': {},
      'root-not-used': {},
      'root-access-centralized': {},
    },
    'break-glass': {
      'console-user-mfa': {},
      'user-mfa-phishing-resistant': {},
      'console-user-without-keys': {},
      'password-policy-length': { minLength: 14 },
      'access-key-rotation': { maxAgeDays: 90 },
      'service-credential-allowed': {},
      'signing-certificate-absent': {},
    },
    evidence: { 'report-complete': {}, 'report-fresh': {}, 'access-key-as-reported': {} },
  },
});
