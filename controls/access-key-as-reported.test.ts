import { control, usersWithListedKeys } from 'iamspec';
import { keysAsReported } from 'iamspec/criteria';

control({
  id: 'access-key-as-reported',
  title:
    'All keys of a user who has any in the report are there, at the date on which they were created',
  severity: 'high',
  nist: ['AU-10', 'CA-7'],
  rationale:
    'The report has two slots for keys, and may date one by its latest activation: what is left out or too young there passes unseen. IAM is asked for users with a key in the report.',
  remediation:
    'Judge the key by the date that IAM lists, and deactivate it where it is too old or unknown: ' +
    'aws iam list-access-keys --user-name <user>, ' +
    'aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive',
  facts: ['accessKeys'],
  subjects: (report, { facts }) => usersWithListedKeys(report, facts.accessKeys),
  check: (user, { asOf }) => keysAsReported(user, asOf),
});
