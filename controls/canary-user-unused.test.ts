import { control, usersMatching } from 'iamspec';
import { neverUsed } from 'iamspec/criteria';

control({
  id: 'canary-user-unused',
  title: 'Canary users have never been used',
  severity: 'critical',
  nist: ['AC-2(12)', 'SI-4'],
  rationale:
    'Nobody has a reason to use a canary: one use means that somebody found credentials and tried them.',
  remediation:
    'Treat it as an incident: deactivate the credentials of <user>, look in CloudTrail where they were used, and find out where they were found.',
  steps: ['deactivate keys', 'delete password'],
  keeps: true,
  inputs: { canaryUsers: [] },
  stricter: { canaryUsers: 'more' },
  subjects: (report, { inputs }) => usersMatching(report, inputs.canaryUsers),
  check: (user) => neverUsed(user),
});
