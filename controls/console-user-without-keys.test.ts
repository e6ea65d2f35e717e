import { control } from 'iamspec';
import { noActiveKey } from 'iamspec/criteria';

control({
  id: 'console-user-without-keys',
  title: 'Users with a console password have no active access keys',
  severity: 'low',
  nist: ['AC-2', 'AC-6'],
  rationale:
    'People can work with temporary credentials; a long-term key on a laptop outlives their attention.',
  remediation:
    'Have the user sign in by aws login or IAM Identity Center, then delete the key: aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive, aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate keys'],
  subjects: (report) => report.users.filter((user) => user.password),
  check: (user) => noActiveKey(user),
});
