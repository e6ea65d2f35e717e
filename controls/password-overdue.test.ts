import { control } from 'iamspec';
import { notOverdue } from 'iamspec/criteria';

control({
  id: 'password-overdue',
  title: 'Console passwords are not past the date by which they must be changed',
  severity: 'low',
  nist: ['AC-2', 'IA-5(1)'],
  rationale:
    'A password past its date belongs to somebody who has not signed in since: a forgotten way in.',
  remediation:
    'Remove the console password; it can be set again when it is needed: aws iam delete-login-profile --user-name <user>',
  steps: ['delete unused password'],
  subjects: (report) => report.passwords,
  check: (password, { asOf }) => notOverdue(password, asOf),
});
