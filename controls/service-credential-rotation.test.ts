import { control, serviceCredentials } from 'iamspec';
import { createdWithin } from 'iamspec/criteria';

control({
  id: 'service-credential-rotation',
  title: 'Active service-specific credentials are rotated within the allowed age',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-2(3)', 'AC-3(15)'],
  rationale:
    'Long-term keys of Bedrock, CodeCommit and others work like access keys, yet the report does not list them.',
  remediation:
    'Reset or delete the credential: aws iam list-service-specific-credentials --user-name <user>, aws iam delete-service-specific-credential --user-name <user> --service-specific-credential-id <id>',
  steps: ['deactivate service credential'],
  inputs: { maxAgeDays: 90 },
  facts: ['serviceSpecificCredentials'],
  subjects: (report, { facts }) =>
    serviceCredentials(report, facts.serviceSpecificCredentials).filter(({ active }) => active),
  check: (credential, { inputs, asOf }) => createdWithin(credential, inputs.maxAgeDays, asOf),
});
