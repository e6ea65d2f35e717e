import { control } from 'iamspec';
import { mfaActive } from 'iamspec/criteria';

control({
  id: 'console-user-mfa',
  title: 'Users with a console password have MFA',
  severity: 'high',
  nist: ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
  rationale: 'A password alone is lost to one phishing mail or one leak at another service.',
  remediation:
    'Have the user register an MFA device, or remove the console password: ' +
    'aws iam enable-mfa-device --user-name <user> ..., ' +
    'aws iam delete-login-profile --user-name <user>',
  subjects: (report) => report.users.filter((user) => user.password),
  check: (user) => mfaActive(user),
});
