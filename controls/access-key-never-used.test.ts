import { control } from 'iamspec';
import { usedAfterGrace } from 'iamspec/criteria';

control({
  id: 'access-key-never-used',
  title: 'Active access keys have been used since they were created',
  severity: 'low',
  nist: ['AC-2(3)', 'AC-6'],
  rationale:
    'A key that was made and never used serves nobody, and lies in some file or mail all the same.',
  remediation:
    'Ask its owner, then deactivate and delete the key: aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive, aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate unused keys'],
  inputs: { maxGraceDays: 7 },
  subjects: (report) => report.activeAccessKeys,
  check: (key, { inputs, asOf }) => usedAfterGrace(key, inputs.maxGraceDays, asOf),
});
