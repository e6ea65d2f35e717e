import { control } from 'iamspec';
import { notMadeWithUser } from 'iamspec/criteria';

control({
  id: 'access-key-not-created-at-setup',
  title: 'Access keys of console users were made on purpose, not with the user',
  severity: 'low',
  nist: ['AC-2', 'AC-6'],
  rationale: 'A key that comes with every new console user is seldom needed and often forgotten.',
  remediation:
    'Delete the key, and let the user ask for one when it is needed: aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate unused keys'],
  inputs: { minDelaySeconds: 60, evenMadeLater: false },
  stricter: { evenMadeLater: true },
  subjects: (report) => report.activeAccessKeys.filter(({ owner }) => owner.password),
  check: (key, { inputs }) => notMadeWithUser(key, inputs.minDelaySeconds, inputs.evenMadeLater),
});
