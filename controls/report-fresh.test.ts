import { control } from 'iamspec';
import { fresh } from 'iamspec/criteria';

control({
  id: 'report-fresh',
  title: 'The report was fresh when it was read',
  severity: 'low',
  nist: ['AU-10', 'CA-7'],
  rationale: 'Evidence about today needs data of today: an old report hides what changed since.',
  remediation: 'Have IAM generate a new report: aws iam generate-credential-report',
  inputs: { maxAgeHours: 24 },
  facts: ['reportAge'],
  subjects: (report) => [report.account],
  check: (_account, { inputs, facts }) => fresh(facts.reportAge, inputs.maxAgeHours),
});
