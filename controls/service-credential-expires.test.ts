import { control, serviceCredentials } from 'iamspec';
import { expiresWithin } from 'iamspec/criteria';

control({
  id: 'service-credential-expires',
  title: 'Active service-specific credentials expire within the allowed lifetime',
  severity: 'high',
  nist: ['AC-2(3)', 'IA-5'],
  rationale:
    'A long-term key of Bedrock or CloudWatch Logs is one text that signs nothing: whoever sees it once may use it until it expires.',
  remediation:
    'Replace it with one that expires, or with temporary credentials of a role, then delete it: ' +
    'aws iam create-service-specific-credential --user-name <user> --service-name ... --credential-age-days ..., ' +
    'aws iam delete-service-specific-credential --user-name <user> --service-specific-credential-id <id>',
  steps: ['deactivate service credential'],
  inputs: { maxLifetimeDays: 90 },
  facts: ['serviceSpecificCredentials'],
  subjects: (report, { facts }) =>
    serviceCredentials(report, facts.serviceSpecificCredentials).filter(({ active }) => active),
  check: (credential, { inputs }) => expiresWithin(credential, inputs.maxLifetimeDays),
});
