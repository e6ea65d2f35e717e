import { control } from 'iamspec';
import { rotatedWithin } from 'iamspec/criteria';

control({
  id: 'signing-certificate-rotation',
  title: 'Active signing certificates are rotated within the allowed age',
  severity: 'low',
  nist: ['AC-2(1)', 'AC-2(3)'],
  rationale: 'A leaked certificate stays usable until it is rotated, so its age bounds the damage.',
  remediation:
    'Upload a new certificate and delete the old one: aws iam delete-signing-certificate --user-name <user> --certificate-id <id>',
  steps: ['deactivate signing certificates'],
  inputs: { maxAgeDays: 90 },
  subjects: (report) =>
    report.users.flatMap(({ certificates }) => certificates.filter(({ active }) => active)),
  check: (certificate, { inputs, asOf }) => rotatedWithin(certificate, inputs.maxAgeDays, asOf),
});
