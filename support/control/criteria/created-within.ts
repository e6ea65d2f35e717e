import type { Instant, ServiceCredential } from '../../report';
import type { Finding } from '../finding';
import { timeSince } from './days';

/** Holds when the credential is at most `maxAgeDays` × 24 hours old: exactly that passes. */
export function createdWithin(
  { label, createdAt }: ServiceCredential,
  maxAgeDays: number,
  asOf: Instant,
): Finding {
  const limit = { maxDays: maxAgeDays, inclusive: true };
  return timeSince(label, { since: createdAt, event: 'was created' }, asOf, limit);
}
