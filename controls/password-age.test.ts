import { control } from 'iamspec';
import { rotatedWithin } from 'iamspec/criteria';

control({
  id: 'password-age',
  title: 'Console passwords are changed within the allowed age',
  severity: 'low',
  nist: ['IA-5(1)'],
  rationale: 'Where a password is the only factor, its age bounds how long a stolen one is useful.',
  remediation:
    'Have the user change the password, or set a new one: aws iam update-login-profile --user-name <user> --password-reset-required ...',
  steps: ['demand new password'],
  ages: {
    title: 'Password age',
    noun: 'password',
    since: 'days since it was changed',
    inclusive: true,
  },
  inputs: { maxAgeDays: 90 },
  subjects: (report) => report.passwords,
  check: (password, { inputs, asOf }) => rotatedWithin(password, inputs.maxAgeDays, asOf),
});
