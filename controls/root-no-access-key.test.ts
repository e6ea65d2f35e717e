import { control } from 'iamspec';
import { noAccessKey } from 'iamspec/criteria';

control({
  id: 'root-no-access-key',
  title: 'Root has no access keys, active or inactive',
  severity: 'critical',
  nist: ['AC-2(1)', 'AC-3(15)', 'AC-3(7)', 'AC-6', 'AC-6(2)', 'AC-6(10)'],
  rationale: 'A root key is full access to the account without MFA, and no policy can limit it.',
  remediation:
    'Move its callers to a role, then sign in as root and delete the key under Security credentials.',
  subjects: (report) => [report.root],
  check: (root) => noAccessKey(root),
});
