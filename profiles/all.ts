import { profile } from '../support/control';

export default profile({
  name: 'all',
  title: 'All: every control at its standard limit, to see what the report can tell',
  requirements: {
    root: {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'root-no-access-key': {},
      'root-no-signing-certificate': {},
      'root-not-used': {},
      'root-credentials-absent': {},
      'root-access-centralized': {},
    },
    mfa: { 'console-user-mfa': {}, 'user-mfa': {} },
    passwords: { 'password-last-used': {}, 'password-age': {}, 'password-overdue': {} },
    'access-keys': {
      'access-key-last-used': {},
      'access-key-rotation': {},
      'access-key-never-used': {},
      'access-key-one-active': {},
      'access-key-inactive-removed': {},
      'access-key-not-created-at-setup': {},
    },
    users: {
      'console-user-without-keys': {},
      'machine-user-without-password': {},
      'user-in-use': {},
      'user-has-credentials': {},
      'canary-user-unused': {},
      'users-allowed': {}, // Nobody is: each user shows up as one to be moved or named.
    },
    'signing-certificates': {
      'signing-certificate-absent': {},
      'signing-certificate-rotation': {},
    },
    'service-credentials': { 'service-credential-rotation': {} },
    'password-policy': {
      'password-policy-length': {},
      'password-policy-reuse': {},
      'password-policy-expiry': {},
      'password-policy-complexity': {},
    },
    evidence: { 'report-complete': {}, 'report-fresh': {} },
  },
});
