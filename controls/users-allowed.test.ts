import { control } from 'iamspec';
import { isAllowed } from 'iamspec/criteria';

control({
  id: 'users-allowed',
  title: 'Users are among those that are allowed',
  severity: 'low',
  nist: ['AC-2', 'AC-6'],
  rationale:
    'Where people use IAM Identity Center and machines use roles, an IAM user is an exception to be known.',
  remediation:
    'Move the user to a role or to IAM Identity Center and delete it, or add it to the allowed ones.',
  inputs: { allowedUsers: [] },
  stricter: { allowedUsers: 'fewer' },
  subjects: (report) => report.users,
  check: (user, { inputs }) => isAllowed(user, inputs.allowedUsers),
});
