import { profile } from 'iamspec';

export default profile({
  name: 'baseline',
  title: 'Baseline: what every account should hold to from the first day',
  requirements: {
    root: { 'root-mfa': {}, 'root-no-access-key': {} },
    mfa: { 'console-user-mfa': {} },
    'unused-credentials': {
      'password-last-used': { maxIdleDays: 30 },
      'access-key-last-used': { maxIdleDays: 90 },
    },
    rotation: { 'access-key-rotation': { maxAgeDays: 90 } },
  },
});
