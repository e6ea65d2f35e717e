import { control, matchesAny } from 'iamspec';
import { noPasswordOrKey } from 'iamspec/criteria';

control({
  id: 'service-credential-user-alone',
  title: 'Users made for a service-specific credential have no password and no access key',
  severity: 'high',
  nist: ['AC-2', 'AC-6'],
  rationale:
    'The console makes such a user for an API key of Bedrock; a password or key that it got later is a way in that nobody expects.',
  remediation:
    'Find out in CloudTrail who made it, then remove it: ' +
    'aws iam delete-login-profile --user-name <user>, aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate keys', 'delete password'],
  inputs: { serviceUsers: ['BedrockAPIKey-*'] },
  stricter: { serviceUsers: 'more' },
  subjects: (report, { inputs }) =>
    report.users.filter((user) => matchesAny(inputs.serviceUsers, user)),
  check: (user) => noPasswordOrKey(user),
});
