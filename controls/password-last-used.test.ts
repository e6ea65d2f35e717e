import { control } from 'iamspec';
import { usedWithin } from 'iamspec/criteria';

control({
  id: 'password-last-used',
  title: 'Console passwords are in use',
  severity: 'medium',
  nist: ['AC-2', 'AC-2(1)', 'AC-2(3)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-6'],
  rationale: 'A forgotten password is a way in that its owner does not watch.',
  remediation:
    'Remove the console password; it can be set again when it is needed: ' +
    'aws iam delete-login-profile --user-name <user>',
  steps: ['delete unused password'],
  ages: {
    title: 'Password last used',
    noun: 'password',
    since: 'days since the last use; if never used, since it was set',
    inclusive: false,
  },
  inputs: { maxIdleDays: 30 },
  subjects: (report) => report.passwords,
  check: (password, { inputs, asOf }) => usedWithin(password, inputs.maxIdleDays, asOf),
});
