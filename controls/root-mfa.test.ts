import { control } from 'iamspec';
import { mfaActive, rootMfaActive } from 'iamspec/criteria';

control({
  id: 'root-mfa',
  title: 'Root has MFA, or no credentials at all',
  severity: 'critical',
  nist: ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
  rationale: 'Root can do everything in the account, and no policy can limit it.',
  remediation:
    'Sign in as root and register an MFA device under Security credentials; for a member account ' +
    'of an organization, delete the root credentials instead, and waive this where a standard ' +
    'demands MFA all the same.',
  inputs: { evenWithoutCredentials: false },
  stricter: { evenWithoutCredentials: true },
  // In AWS GovCloud (US) root can have no MFA; a key of it is for root-no-access-key.
  subjects: (report) => (report.partition === 'aws-us-gov' ? [] : [report.root]),
  check: (root, { inputs }) =>
    inputs.evenWithoutCredentials ? mfaActive(root) : rootMfaActive(root),
});
