import { control } from 'iamspec';
import { rotatedWithin } from 'iamspec/criteria';

control({
  id: 'access-key-rotation',
  title: 'Active access keys are rotated within the allowed age',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-2(3)', 'AC-3(15)'],
  rationale: 'A leaked key stays usable until it is rotated, so its age bounds the damage.',
  remediation:
    'Create a second key and move its callers over, then deactivate and delete the old one: ' +
    'aws iam create-access-key --user-name <user>, ' +
    'aws iam update-access-key --user-name <user> --access-key-id <id> --status Inactive, ' +
    'aws iam delete-access-key --user-name <user> --access-key-id <id>',
  steps: ['deactivate keys'],
  ages: {
    title: 'Access key age',
    noun: 'active access key',
    since: 'days since it was created',
    inclusive: true,
  },
  inputs: { maxAgeDays: 90 },
  subjects: (report) => report.activeAccessKeys,
  check: (key, { inputs, asOf }) => rotatedWithin(key, inputs.maxAgeDays, asOf),
});
