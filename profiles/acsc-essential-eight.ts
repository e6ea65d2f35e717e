import { profile } from 'iamspec';

const rootKey = { 'root-no-access-key': {} };
const mfa = {
  'root-mfa': {},
  'root-hardware-mfa': {},
  'console-user-mfa': {},
  'user-mfa': {},
};
// What IAM tells of the devices of root is whether one of them is virtual.
const phishingResistantMfa = { 'root-hardware-mfa': {}, 'user-mfa-phishing-resistant': {} };

// Each id with the lowest maturity level that asks for it; the higher ones ask for it too.
export default profile({
  name: 'acsc-essential-eight',
  title: 'ACSC Essential Eight, all maturity levels, IAM credentials',
  source:
    'https://github.com/AustralianCyberSecurityCentre/ism-oscal, ISM_E8_ML1, _ML2 and _ML3-baseline_profile: the ' +
    'controls of the Information security manual that make up the Essential Eight; which of ours serve them, by their text',
  version: '2025.12.9',
  heldAgainst: '2026-11-29',
  requirements: {
    'ML1 ISM-1401': mfa,
    'ML1 ISM-1504': mfa,
    'ML1 ISM-1883': rootKey,
    'ML2 ISM-0974': mfa,
    'ML2 ISM-1173': mfa,
    'ML2 ISM-1648': {
      'password-last-used': { maxIdleDays: 45 },
      'access-key-last-used': { maxIdleDays: 45 },
    },
    'ML2 ISM-1682': phishingResistantMfa,
    'ML2 ISM-1872': phishingResistantMfa,
    'ML3 ISM-1508': rootKey,
  },
  notDecidable: {
    'ML1 ISM-0445': 'Who is privileged follows from policies, which are not in the report.',
    'ML1 ISM-1507': 'Who asked for access, and whether that was checked, is not in the report.',
    'ML1 ISM-1883': 'What policies allow is not in the report, only whether root has a key.',
    'ML2 ISM-1647': 'When access was last revalidated is not in the report.',
    'ML2 ISM-1682':
      'Whether the device of root is a passkey or a hardware token is not told by IAM, only that it is not virtual.',
    'ML2 ISM-1683': 'MFA events are in CloudTrail, not in the report.',
    'ML2 ISM-1685':
      'Where the credentials of break-glass and service accounts are kept is not in the report.',
    'ML2 ISM-1872':
      'Whether the device of root is a passkey or a hardware token is not told by IAM, only that it is not virtual.',
    'ML3 ISM-1505': 'Who reaches which data follows from policies, which are not in the report.',
    'ML3 ISM-1508': 'What policies allow is not in the report, only whether root has a key.',
  },
});
