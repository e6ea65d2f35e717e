import { control } from 'iamspec';
import { inUseWithin } from 'iamspec/criteria';

control({
  id: 'user-in-use',
  title: 'Users with a password or an active access key are in use',
  severity: 'medium',
  nist: ['AC-2', 'AC-2(1)', 'AC-2(3)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-6'],
  rationale: 'A user that does nothing is one that nobody misses when somebody else uses it.',
  remediation:
    'Ask its owner, and remove its password and keys. Delete it once it has no service-specific credentials or SSH keys either, whose use the report does not tell: aws iam delete-user --user-name <user>',
  steps: ['deactivate unused keys', 'delete unused password'],
  inputs: { maxIdleDays: 90 },
  subjects: (report) =>
    report.users.filter(
      ({ password, accessKeys }) => password || accessKeys.some((key) => key.active),
    ),
  check: (user, { inputs, asOf }) => inUseWithin(user, inputs.maxIdleDays, asOf),
});
