import { control } from 'iamspec';
import { noCredentials } from 'iamspec/criteria';

control({
  id: 'root-credentials-absent',
  title: 'Root has no credentials of its own',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-6', 'AC-6(2)'],
  rationale:
    'A member account of an organization needs no root credentials: what is not there cannot leak.',
  remediation:
    'From the management account or its delegate delete the root credentials under Root access management (sts assume-root with IAMDeleteRootUserCredentials).',
  subjects: (report) => [report.root],
  check: (root) => noCredentials(root),
});
