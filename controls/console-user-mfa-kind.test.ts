import { control, MFA_KINDS, usersWithMfaKinds } from 'iamspec';
import { mfaOfKinds } from 'iamspec/criteria';

control({
  id: 'console-user-mfa-kind',
  title: 'The MFA of users with a console password is of allowed kinds alone',
  severity: 'medium',
  nist: ['IA-2(1)', 'IA-2(2)', 'IA-2(6)'],
  rationale:
    'The secret of a virtual device can be copied with the phone or its backup, and at sign-in the weakest device is enough.',
  remediation:
    'Have <user> register a device of an allowed kind in the console, then remove the others: ' +
    'aws iam deactivate-mfa-device --user-name <user> --serial-number <id>',
  inputs: { allowedKinds: ['hardware', 'passkey', 'certified key'] },
  stricter: { allowedKinds: 'fewer' },
  values: { allowedKinds: MFA_KINDS },
  facts: ['virtualMfaDevices', 'mfaDevices'],
  subjects: (report, { facts }) =>
    usersWithMfaKinds(report, facts.virtualMfaDevices, facts.mfaDevices).filter(
      (user) => user.password,
    ),
  check: (user, { inputs }) => mfaOfKinds(user, inputs.allowedKinds),
});
