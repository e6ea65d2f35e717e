import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const rotation = { 'access-key-rotation': { maxAgeDays: 90 } };
const consoleMfa = { 'console-user-mfa': {} };
const mfa = { 'root-mfa': {}, 'root-hardware-mfa': {}, ...consoleMfa };
const unused = {
  'password-last-used': { maxIdleDays: 90 },
  'access-key-last-used': { maxIdleDays: 90 },
};

export default profile({
  name: 'hipaa',
  title: 'HIPAA Security Rule, IAM credentials',
  source:
    'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C; rules and limits from ' +
    'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html, ' +
    'ids as Powerpipe and Prowler map them',
  version: '45 CFR Part 164 Subpart C',
  heldAgainst: '2026-11-29',
  requirements: {
    '164.308(a)(1)(ii)(B)': rootKey,
    '164.308(a)(3)(i)': rootKey,
    '164.308(a)(3)(ii)(A)': mfa,
    '164.308(a)(3)(ii)(B)': { ...rootKey, ...unused },
    '164.308(a)(3)(ii)(C)': rotation,
    '164.308(a)(4)(ii)(C)': { ...rootKey, ...unused, ...rotation },
    '164.308(a)(5)(ii)(D)': {
      ...unused,
      ...rotation,
      'password-policy-length': { minLength: 14 },
      'password-policy-reuse': { minRemembered: 24 },
      'password-policy-expiry': { maxAgeDays: 90 },
      'password-policy-complexity': {},
    },
    '164.312(a)(1)': consoleMfa,
    '164.312(a)(2)(i)': rootKey,
    '164.312(d)': mfa,
  },
  notDecidable: {
    '164.308(a)(4)(ii)(B)': 'Who granted access, and to what, is not in the report.',
    '164.308(a)(5)(ii)(C)': 'Failed sign-ins are in CloudTrail, not in the report.',
    '164.312(a)(2)(iii)': 'How long sessions last is not in the report.',
    '164.312(b)': 'Activity is in CloudTrail; the report keeps only the latest use.',
  },
});
