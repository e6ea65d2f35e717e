import { control, serviceCredentials } from 'iamspec';
import { serviceNotForbidden } from 'iamspec/criteria';

control({
  id: 'service-credential-allowed',
  title: 'Active service-specific credentials are for services that are not forbidden',
  severity: 'medium',
  nist: ['AC-2', 'CM-7'],
  rationale:
    'Each of these services takes temporary credentials of a role too, so that a long-term one needs a reason.',
  remediation:
    'Move its callers to temporary credentials, then delete it: ' +
    'aws iam delete-service-specific-credential --user-name <user> --service-specific-credential-id <id>',
  steps: ['deactivate service credential'],
  inputs: { forbiddenServices: ['*.amazonaws.com*'] },
  stricter: { forbiddenServices: 'more' },
  values: { forbiddenServices: ['*.amazonaws.com*'] },
  facts: ['serviceSpecificCredentials'],
  subjects: (report, { facts }) =>
    serviceCredentials(report, facts.serviceSpecificCredentials).filter(({ active }) => active),
  check: (credential, { inputs }) => serviceNotForbidden(credential, inputs.forbiddenServices),
});
