import { control } from '../support/control';
import { rootMfaActive } from '../support/control/criteria';

control({
  id: 'root-mfa',
  title: 'Root has MFA, or no credentials at all',
  severity: 'critical',
  nist: ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
  rationale: 'Root can do everything in the account, and no policy can limit it.',
  remediation:
    'Sign in as root and register an MFA device under Security credentials; for a member account ' +
    'of an organization, delete the root credentials instead.',
  subjects: (report) => [report.root],
  check: (root) => rootMfaActive(root),
});
