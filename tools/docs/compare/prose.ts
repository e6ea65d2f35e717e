/** What stands before the tables. */
export const BEFORE = `# Compared

Made by \`npm run docs\`; do not edit. The sources are in \`tools/docs/compare\`.

One account of 300 users, judged by iamspec and by models of four other tools: Prowler, Powerpipe,
Cloud Custodian and AWS Security Hub. Every figure is counted by code. iamspec is run; of the others
the rule was read and written down again as a function of a row, so that **their columns are what we
understand of them, not runs of theirs**. On 2026-11-29 Prowler's checks, the queries of Powerpipe in a
Postgres, and the \`credential\` filter of Custodian were run on this account too, and named the same users.
Nobody but AWS can do so for Security Hub: its column is the words of its documentation.

All are taken at their best for this job: the checks of CIS AWS Foundations 5.0.0 where they have
them, as they would judge at the instant when the report was generated.`;

/** What stands behind the tables. */
export const AFTER = `## What this account does not show

- An account whose report cannot be had. iamspec ends with exit code 2; a failed fetch gives no findings
  in Prowler.
- Root without credentials: iamspec passes and says so, Security Hub passes, Prowler says nothing,
  Powerpipe passes in CIS 5.0 and fails in 3.0. By the text of CIS 3.0 that is right: iamspec's profile
  of it fails too.
- An account without a password policy: by CIS and Security Hub it fails, whoever has a password; so do
  iamspec's profiles of them. In other profiles of iamspec it is not applicable without passwords.
- Limits: Security Hub has 90 days (IAM.8) and 45 (IAM.22), and neither can be changed. Prowler takes
  another idle time, but not another age of keys; Powerpipe has a query for each limit; Custodian takes any.
- Powerpipe has further queries outside its CIS benchmarks that judge otherwise:
  \`iam_user_console_access_unused_45\` reports a password that was set today, and
  \`iam_user_access_key_unused_45\` never reaches the second key of a user whose first is inactive.

## What the others do that iamspec does not

- **All**: much more than IAM users. Prowler and Powerpipe read hundreds of services, and of IAM also
  policies, roles, groups, server certificates and identity providers; Security Hub gathers the findings
  of other AWS services besides. iamspec reads the credential report and a few facts around it.
- **Prowler**: a finding of its own for administrators without MFA, tags of users in
  every finding, other clouds, a fixer for some checks, a web application with history.
- **Powerpipe**: any question as SQL, over all accounts at once, with dashboards. Who disagrees with a
  rule changes a query.
- **Custodian**: it acts. It disables and deletes keys, removes passwords, notifies owners, waits between
  the two, and reacts to events within minutes. \`iamspec remediate\` only writes commands to review.
- **Security Hub**: nothing to install or run, findings of all accounts and regions in one place, and
  workflows around them. \`iamspec publish security-hub\` brings verdicts there.

What iamspec does and none of them: it measures ages at the instant of the report instead of the run,
proves the report whole before it judges anybody, and leaves evidence that can be
[evaluated again](evidence.md).`;
