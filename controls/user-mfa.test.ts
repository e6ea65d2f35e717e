import { control } from 'iamspec';
import { heldCredentials, mfaActive } from 'iamspec/criteria';

control({
  id: 'user-mfa',
  title: 'Users with any credential have MFA',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
  rationale: 'A key or password that works without a second factor is as good as its safest copy.',
  remediation:
    'Register an MFA device and demand it in the policies that the user has: aws iam enable-mfa-device --user-name <user> ...',
  inputs: { evenWithoutCredentials: false },
  stricter: { evenWithoutCredentials: true },
  subjects: (report, { inputs }) =>
    report.users.filter(
      (user) => inputs.evenWithoutCredentials || heldCredentials(user).length > 0,
    ),
  check: (user) => mfaActive(user),
});
