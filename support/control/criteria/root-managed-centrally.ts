import type { Finding } from '../finding';

/**
 * Holds when the organization manages the root credentials of its member accounts.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 *
 * @param features what `iam:ListOrganizationsFeatures` calls enabled
 */
export function rootManagedCentrally(features: readonly string[]): Finding {
  const passed = features.includes('RootCredentialsManagement');
  return {
    passed,
    measured: features.join(', ') || 'none',
    limit: 'RootCredentialsManagement',
    reason: `Central management of root credentials is ${passed ? '' : 'not '}enabled in the organization.`,
  };
}
