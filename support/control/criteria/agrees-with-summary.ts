import type { AccountSummary, CredentialReport } from '../../report';
import type { Finding } from '../finding';

/**
 * Holds when the report agrees with the account's live figures. The report can be 4 hours old, so a
 * difference means that users or root credentials changed since, and the verdicts lag behind.
 */
export function agreesWithSummary(report: CredentialReport, summary: AccountSummary): Finding {
  const differences = [
    difference('users', report.users.length, summary.users),
    difference('root MFA', report.root.mfaActive, summary.rootMfaEnabled),
    difference('root access keys', report.root.accessKeys.length > 0, summary.rootAccessKeys > 0),
  ].filter((text) => text !== '');
  return {
    passed: differences.length === 0,
    measured: differences.join('; ') || 'no difference',
    limit: 'no difference',
    reason:
      differences.length === 0
        ? `The report agrees with the account summary: ${summary.users} users.`
        : `The report differs from the account summary (${differences.join('; ')}): it is older than the last change.`,
  };
}

function difference(what: string, report: number | boolean, live: number | boolean): string {
  return report === live ? '' : `${what}: report ${report}, live ${live}`;
}
