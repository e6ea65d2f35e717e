import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const rotation = { 'access-key-rotation': { maxAgeDays: 90 } };
const unused = {
  'password-last-used': { maxIdleDays: 90 },
  'access-key-last-used': { maxIdleDays: 90 },
};
const passwords = {
  'password-policy-length': { minLength: 14 },
  'password-policy-reuse': { minRemembered: 24 },
  'password-policy-expiry': { maxAgeDays: 90 },
  'password-policy-complexity': {},
};

export default profile({
  name: 'soc-2',
  title: 'SOC 2 trust services criteria, IAM credentials',
  source:
    'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022; ' +
    'the AICPA maps nothing to AWS: mapping and limits from Powerpipe (soc_2)',
  version: '2017, points of focus of 2022',
  heldAgainst: '2026-11-29',
  requirements: {
    'CC6.1': { ...rootKey, ...rotation, ...unused, ...passwords },
    'CC6.2': { ...rootKey, ...rotation, ...unused, ...passwords },
    'CC6.3': { ...rootKey, ...unused },
    'CC6.6': {
      'root-mfa': {},
      'root-hardware-mfa': {},
      'console-user-mfa': {},
      'user-mfa': {},
    },
  },
  notDecidable: {
    'CC1.3': 'Structures and responsibilities of the house are not in the report.',
    'CC3.2': 'Whether risks were identified is not in the report, only what became of them.',
    'CC7.2': 'Anomalous use shows in CloudTrail; the report keeps only the latest use.',
  },
});
