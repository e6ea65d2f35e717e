import { control } from 'iamspec';
import { rootManagedCentrally } from 'iamspec/criteria';

control({
  id: 'root-access-centralized',
  title: 'The organization manages root credentials centrally',
  severity: 'medium',
  nist: ['AC-2(1)', 'AC-6', 'AC-6(2)'],
  rationale:
    'Central management removes the root credentials of member accounts and keeps new ones from appearing.',
  remediation:
    'In the management account: aws iam enable-organizations-root-credentials-management',
  facts: ['rootManagement'],
  subjects: (report, { facts }) => ('features' in facts.rootManagement ? [report.account] : []),
  check: (_account, { facts }) =>
    rootManagedCentrally('features' in facts.rootManagement ? facts.rootManagement.features : []),
});
