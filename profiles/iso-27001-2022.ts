import { profile } from 'iamspec';

const rotation = { 'access-key-rotation': { maxAgeDays: 90 } };
const mfa = { 'root-mfa': {}, 'console-user-mfa': {} };
const unused = {
  'password-last-used': { maxIdleDays: 90 },
  'access-key-last-used': { maxIdleDays: 90 },
};

export default profile({
  name: 'iso-27001-2022',
  title: 'ISO/IEC 27001:2022 Annex A, IAM credentials',
  source:
    'https://www.iso.org/standard/27001; ISO maps nothing to AWS and names no limits: ' +
    'mapping from Prowler (iso27001_2022_aws), but A.5.18, and rotation under A.5.17, by their text; limits as AWS Config has them by default',
  version: '2022',
  heldAgainst: '2026-11-29',
  requirements: {
    'A.5.15': {
      'root-no-access-key': {},
      'root-not-used': {},
      ...mfa,
      ...unused,
      ...rotation,
      'password-policy-length': { minLength: 14 },
      'password-policy-reuse': { minRemembered: 24 },
      'password-policy-expiry': { maxAgeDays: 90 },
      'password-policy-complexity': {},
    },
    'A.5.17': { ...mfa, ...rotation },
    'A.5.18': unused,
    'A.8.5': mfa,
  },
  notDecidable: {
    'A.5.3': 'Segregation of duties follows from policies, which are not in the report.',
    'A.5.16': 'Which person or machine a user stands for is not in the report.',
    'A.8.2': 'Who is privileged follows from policies, which are not in the report.',
  },
});
