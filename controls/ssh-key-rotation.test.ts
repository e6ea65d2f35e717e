import { control, sshKeys } from 'iamspec';
import { createdWithin } from 'iamspec/criteria';

control({
  id: 'ssh-key-rotation',
  title: 'Active SSH public keys are rotated within the allowed age',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-2(3)', 'AC-3(15)'],
  rationale:
    'An SSH key opens the repositories of CodeCommit that its user may read, and the report does not list it.',
  remediation:
    'Upload a new key, then delete the old one: aws iam upload-ssh-public-key --user-name <user> ..., ' +
    'aws iam delete-ssh-public-key --user-name <user> --ssh-public-key-id <id>',
  steps: ['deactivate SSH key'],
  inputs: { maxAgeDays: 90 },
  facts: ['sshPublicKeys'],
  subjects: (report, { facts }) =>
    sshKeys(report, facts.sshPublicKeys).filter(({ active }) => active),
  check: (key, { inputs, asOf }) => createdWithin(key, inputs.maxAgeDays, asOf),
});
