import { control } from 'iamspec';
import { unusedFor } from 'iamspec/criteria';

control({
  id: 'root-not-used',
  title: 'Root has been idle for the required time',
  severity: 'high',
  nist: ['AC-6', 'AC-6(2)', 'AC-6(9)'],
  rationale:
    'Daily work as root bypasses every policy and leaves no name behind; it is for a few tasks a year.',
  remediation:
    'Find out in CloudTrail what root did (aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root), give that task to a role, and waive a planned use until its date.',
  inputs: { minIdleDays: 30 },
  subjects: (report) => [report.root],
  check: (root, { inputs, asOf, report }) => {
    // At a later time than the report's, root would seem idle for longer than it was.
    if (report.asOfSource === 'clock') throw new Error('the report has no date: set IAMSPEC_AS_OF');
    return unusedFor(root, inputs.minIdleDays, asOf);
  },
});
