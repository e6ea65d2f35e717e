import { DAY, formatDuration, formatInstant, type ServiceCredential } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

/** Holds when the credential expires at most `maxLifetimeDays` × 24 hours after it was created: exactly that passes. */
export function expiresWithin(
  { label, createdAt, expiresAt }: ServiceCredential,
  maxLifetimeDays: number,
): Finding {
  const limit = `the limit is ${days(maxLifetimeDays)} or less`;
  if (expiresAt === undefined) {
    const reason = `${label} never expires; ${limit}.`;
    return { passed: false, measured: 'never', limit: maxLifetimeDays, reason };
  }
  const lifetime = expiresAt - createdAt;
  return {
    passed: lifetime <= maxLifetimeDays * DAY,
    measured: lifetime / DAY,
    limit: maxLifetimeDays,
    reason: `${label} expires on ${formatInstant(expiresAt)}, ${formatDuration(lifetime)} after it was created; ${limit}.`,
  };
}
