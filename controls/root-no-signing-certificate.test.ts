import { control } from 'iamspec';
import { noSigningCertificate } from 'iamspec/criteria';

control({
  id: 'root-no-signing-certificate',
  title: 'Root has no active signing certificates',
  severity: 'high',
  nist: ['AC-6', 'AC-6(10)'],
  rationale:
    'A certificate of root signs requests with full access, without MFA and beyond any policy.',
  remediation:
    'Sign in as root and deactivate, then delete, the X.509 certificate under Security credentials.',
  subjects: (report) => [report.root],
  check: (root) => noSigningCertificate(root),
});
