import { control } from 'iamspec';
import { hasCredentials } from 'iamspec/criteria';

control({
  id: 'user-has-credentials',
  title: 'Users have something to sign in with',
  severity: 'low',
  nist: ['AC-2', 'AC-2(3)'],
  rationale:
    'A user without credentials is left over; whoever may create keys can wake it, with all its rights.',
  remediation:
    'Look for SSH public keys, unless they were looked for, and ask its owner; then delete the user: aws iam list-ssh-public-keys --user-name <user>, aws iam delete-user --user-name <user>',
  steps: ['delete user'],
  facts: ['serviceSpecificCredentials'],
  subjects: (report) => report.users,
  check: (user, { facts, report }) =>
    hasCredentials(user, facts.serviceSpecificCredentials, report.facts.sshPublicKeys),
});
