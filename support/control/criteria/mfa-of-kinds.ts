import { MFA_KINDS, type MfaKind, type UserWithMfaKinds } from '../../report';
import type { Finding } from '../finding';

/**
 * Holds when the user has MFA and every device is of an allowed kind: at sign-in, any one of them will do.
 * Undecided where a device cannot be told. Throws Error where an allowed kind is none.
 */
export function mfaOfKinds(
  { label, mfaActive, mfaKinds }: UserWithMfaKinds,
  allowedKinds: readonly string[],
): Finding {
  const unknown = allowedKinds.find((kind) => !MFA_KINDS.some((known) => known === kind));
  if (unknown !== undefined) {
    throw new Error(`"${unknown}" is no kind of MFA device; expected ${MFA_KINDS.join(', ')}`);
  }
  const limit = allowedKinds.join(', ');
  const found = { measured: mfaKinds.join(', ') || 'none', limit };
  if (!mfaActive) {
    return {
      ...found,
      passed: false,
      reason: `${label} has no MFA device; allowed are: ${limit}.`,
    };
  }
  const others = mfaKinds.filter((kind) => kind !== 'unknown' && !allowedKinds.includes(kind));
  if (others.length > 0) {
    const reason = `${label} has MFA of a kind that is not allowed (${others.join(', ')}); allowed are: ${limit}.`;
    return { ...found, passed: false, reason };
  }
  const why = whyUndecided(mfaKinds, allowedKinds);
  if (why !== undefined) {
    const reason = `Not reviewed: ${label} has MFA by the report, but its kind cannot be told, since ${why}.`;
    return { ...found, passed: false, undecided: true, reason };
  }
  return {
    ...found,
    passed: true,
    reason: `${label} has MFA of an allowed kind alone (${found.measured}).`,
  };
}

// AWS assigns no SMS devices any more.
const BESIDES_VIRTUAL = MFA_KINDS.filter((kind) => kind !== 'sms');

function whyUndecided(
  kinds: readonly MfaKind[],
  allowedKinds: readonly string[],
): string | undefined {
  if (kinds.length === 0)
    return 'IAM lists no device of it, so the report is older than the last change';
  if (kinds.includes('unknown')) return 'the serial number of a device is of no known form';
  const forbidden = BESIDES_VIRTUAL.filter((kind) => !allowedKinds.includes(kind));
  if (!kinds.includes('virtual') || forbidden.length === 0) return undefined;
  return `of who has a virtual device no other is listed, and it may have one that is not allowed (${forbidden.join(', ')})`;
}
