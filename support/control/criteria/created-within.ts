import type { Instant, ServiceCredential, SshKey } from '../../report';
import type { Finding } from '../finding';
import { timeSince } from './days';

/** Holds when the credential is at most `maxAgeDays` × 24 hours old: exactly that passes. */
export function createdWithin(
  credential: ServiceCredential | SshKey,
  maxAgeDays: number,
  asOf: Instant,
): Finding {
  const beginning =
    credential.kind === 'SSH key'
      ? { since: credential.uploadedAt, event: 'was uploaded' }
      : { since: credential.createdAt, event: 'was created' };
  return timeSince(credential.label, beginning, asOf, { maxDays: maxAgeDays, inclusive: true });
}
