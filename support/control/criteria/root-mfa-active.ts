import type { Root } from '../../report';
import type { Finding } from '../finding';
import { heldCredentials } from './held-credentials';
import { mfaActive } from './mfa-active';

/**
 * Holds when root has MFA, or no credential: central management of root access alone removes none.
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-9
 */
export function rootMfaActive(root: Root): Finding {
  const held = heldCredentials(root);
  if (held.length === 0 && !root.mfaActive) {
    return {
      passed: true,
      measured: 'no root credentials',
      limit: true,
      reason: `${root.label} has no root credentials, so there is nothing for MFA to protect.`,
    };
  }
  const finding = mfaActive(root);
  if (finding.passed) return finding;
  return { ...finding, reason: `${finding.reason} Root holds: ${held.join(', ')}.` };
}
