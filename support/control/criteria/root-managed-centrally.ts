import type { Finding } from '../finding';

/**
 * Holds when `RootCredentialsManagement` is among the features that `iam:ListOrganizationsFeatures` calls
 * enabled.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
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
