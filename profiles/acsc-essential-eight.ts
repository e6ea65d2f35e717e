import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const mfa = {
  'root-mfa': {},
  'root-hardware-mfa': {},
  'console-user-mfa': {},
  'user-mfa': {},
};
// The model asks for 45 days, AWS Config's pack sets 30.
const unused = {
  'password-last-used': { maxIdleDays: 30 },
  'access-key-last-used': { maxIdleDays: 30 },
};

export default profile({
  name: 'acsc-essential-eight',
  title: 'ACSC Essential Eight, all maturity levels, IAM credentials',
  source:
    'https://www.cyber.gov.au/acsc/view-all-content/essential-eight; rules, limit and ids from ' +
    'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-acsc_essential_8.html, ' +
    'ids per rule as Powerpipe maps them (acsc_essential_eight)',
  requirements: {
    'ACSC-EE-ML1-5.5': rootKey,
    'ACSC-EE-ML1-7.1': mfa,
    'ACSC-EE-ML2-5.3': unused,
    'ACSC-EE-ML2-5.8': rootKey,
    'ACSC-EE-ML2-7.1': mfa,
    'ACSC-EE-ML2-7.5': mfa,
    'ACSC-EE-ML3-5.2': rootKey,
    'ACSC-EE-ML3-5.3': unused,
    'ACSC-EE-ML3-5.9': rootKey,
    'ACSC-EE-ML3-7.1': mfa,
    'ACSC-EE-ML3-7.5': mfa,
  },
  notDecidable: {
    'ACSC-EE-ML2-5.2': 'When access was last revalidated is not in the report.',
    'ACSC-EE-ML2-5.10': 'Where the credentials of service accounts are kept is not in the report.',
    'ACSC-EE-ML2-7.7': 'MFA events are in CloudTrail, not in the report.',
    'ACSC-EE-ML3-7.7':
      'The report tells that a user has MFA, not whether it resists phishing; root-hardware-mfa infers it for root alone.',
  },
});
