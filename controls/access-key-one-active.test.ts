import { control } from 'iamspec';
import { oneActiveKey } from 'iamspec/criteria';

control({
  id: 'access-key-one-active',
  title: 'Users have one active access key, or two while they are exchanged',
  severity: 'low',
  nist: ['AC-2(1)', 'AC-6'],
  rationale: 'A second key doubles what can leak, and hides which of the two is in use.',
  remediation:
    'Move the callers of the older key over, then deactivate and delete it: aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive, aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate older key'],
  inputs: { maxOverlapDays: 0 },
  subjects: (report) =>
    report.users.filter(({ accessKeys }) => accessKeys.some((key) => key.active)),
  check: (user, { inputs, asOf }) => oneActiveKey(user, inputs.maxOverlapDays, asOf),
});
