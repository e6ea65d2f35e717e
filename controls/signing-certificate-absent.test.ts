import { control } from 'iamspec';
import { noSigningCertificate } from 'iamspec/criteria';

control({
  id: 'signing-certificate-absent',
  title: 'Users have no active signing certificates',
  severity: 'low',
  nist: ['AC-2', 'AC-6'],
  rationale:
    'X.509 certificates sign requests to old SOAP interfaces; hardly anybody needs one today.',
  remediation:
    'Find the certificate and delete it: aws iam list-signing-certificates --user-name <user>, aws iam delete-signing-certificate --user-name <user> --certificate-id <id>',
  steps: ['deactivate signing certificates'],
  subjects: (report) => report.users,
  check: (user) => noSigningCertificate(user),
});
