import { control } from 'iamspec';
import { usedWithin } from 'iamspec/criteria';

control({
  id: 'access-key-last-used',
  title: 'Active access keys are in use',
  severity: 'medium',
  nist: ['AC-2', 'AC-2(1)', 'AC-2(3)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-6'],
  rationale: 'A key that nobody uses is missed by nobody when it leaks.',
  remediation:
    'Deactivate the key, and delete it once nothing has broken: ' +
    'aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive, ' +
    'aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate unused keys'],
  ages: {
    title: 'Access key last used',
    noun: 'active access key',
    since: 'days since the last use; if never used, since it was created',
    inclusive: false,
  },
  inputs: { maxIdleDays: 90 },
  subjects: (report) => report.activeAccessKeys,
  check: (key, { inputs, asOf }) => usedWithin(key, inputs.maxIdleDays, asOf),
});
