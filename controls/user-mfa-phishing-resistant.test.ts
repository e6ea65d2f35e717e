import { control, usersWithMfaKinds } from 'iamspec';
import { mfaOfKinds } from 'iamspec/criteria';

control({
  id: 'user-mfa-phishing-resistant',
  title: 'The MFA of users with a console password is a passkey or security key alone',
  severity: 'high',
  nist: ['IA-2(1)', 'IA-2(2)', 'IA-2(8)'],
  rationale:
    'A code can be typed into a false page; a passkey or security key answers the true one alone.',
  remediation:
    'Have <user> register a passkey or security key in the console, then remove the other devices: ' +
    'aws iam deactivate-mfa-device --user-name <user> --serial-number <id>',
  facts: ['virtualMfaDevices', 'mfaDevices'],
  subjects: (report, { facts }) =>
    usersWithMfaKinds(report, facts.virtualMfaDevices, facts.mfaDevices).filter(
      (user) => user.password,
    ),
  check: (user) => mfaOfKinds(user, ['passkey', 'certified key']),
});
