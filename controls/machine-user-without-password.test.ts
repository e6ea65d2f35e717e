import { control, matchesAny } from 'iamspec';
import { noPassword } from 'iamspec/criteria';

control({
  id: 'machine-user-without-password',
  title: 'Machine users have no console password',
  severity: 'medium',
  nist: ['AC-2', 'AC-6', 'IA-2'],
  rationale:
    'No machine signs in to the console: a password of its user is for somebody who wants no name.',
  remediation: 'Remove the console password: aws iam delete-login-profile --user-name <user>',
  steps: ['delete password'],
  inputs: { machineUsers: ['/service/*'] },
  stricter: { machineUsers: 'more' },
  subjects: (report, { inputs }) =>
    report.users.filter((user) => matchesAny(inputs.machineUsers, user)),
  check: (user) => noPassword(user),
});
