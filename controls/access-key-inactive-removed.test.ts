import { control } from 'iamspec';
import { rotatedWithin } from 'iamspec/criteria';

control({
  id: 'access-key-inactive-removed',
  title: 'Inactive access keys are deleted within the allowed age',
  severity: 'low',
  nist: ['AC-2(3)'],
  rationale: 'An inactive key is one call away from being active again, and nobody watches it.',
  remediation: 'Delete the key: aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['delete inactive keys'],
  inputs: { maxAgeDays: 90 },
  subjects: (report) => report.accessKeys.filter((key) => !key.active),
  check: (key, { inputs, asOf }) => rotatedWithin(key, inputs.maxAgeDays, asOf),
});
