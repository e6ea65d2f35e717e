// The three examples of InSpec's aws_iam_credential_report resource as a plain Jest file.
// https://docs.chef.io/inspec/resources/aws_iam_credential_report/
import { credentialReport, DAY } from 'iamspec/jest';

const report = credentialReport();
const users = report.where(({ user }) => user !== '<root_account>');

test('the root user has MFA', () => {
  expect(report.where({ user: '<root_account>' })).toHaveEvery('mfa_active', true);
});

describe('a password that is enabled was used within 30 days', () => {
  for (const row of users.where({ password_enabled: true })) {
    test(row.user, () => {
      const used = row.password_last_used ?? row.password_last_changed ?? row.user_creation_time;
      expect((report.asOf - used) / DAY).toBeLessThan(30);
    });
  }
});

describe('an active access key was used within 90 days', () => {
  for (const key of report.activeAccessKeys) {
    test(key.label, () => {
      expect(key).toHaveBeenUsedWithin(90, report.asOf);
    });
  }
});
