import { profile } from 'iamspec';

export default profile({
  name: 'machine-only',
  title: 'Machine only: every user is a machine, with keys and without the console',
  requirements: {
    separation: { 'service-credential-user-alone': {} },
    console: { 'machine-user-without-password': { machineUsers: ['*'] } },
    root: {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'root-no-access-key': {},
      'root-no-signing-certificate': {},
      'root-not-used': {},
    },
    rotation: {
      'access-key-rotation': { maxAgeDays: 90 },
      'access-key-one-active': { maxOverlapDays: 7 },
      'service-credential-rotation': { maxAgeDays: 90 },
      'service-credential-expires': { maxLifetimeDays: 90 },
      'ssh-key-rotation': { maxAgeDays: 90 },
    },
    'unused-credentials': {
      'access-key-last-used': { maxIdleDays: 90 },
      'access-key-never-used': {},
      'access-key-inactive-removed': {},
      'signing-certificate-absent': {},
      'user-has-credentials': {},
    },
    evidence: { 'report-complete': {}, 'report-fresh': {}, 'access-key-as-reported': {} },
  },
});
