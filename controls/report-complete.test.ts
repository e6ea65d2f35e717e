import { control } from 'iamspec';
import { agreesWithSummary } from 'iamspec/criteria';

control({
  id: 'report-complete',
  title: 'The report agrees with the live figures of the account',
  severity: 'low',
  nist: ['AU-10', 'CA-7'],
  rationale:
    'IAM keeps a report for hours: users created or credentials removed since are judged as they were.',
  remediation:
    'Run the audit again once IAM makes a new report, at the time that the summary names.',
  facts: ['accountSummary'],
  subjects: (report) => [report.account],
  check: (_account, { facts, report }) => agreesWithSummary(report, facts.accountSummary),
});
