import {
  DAY,
  formatDuration,
  formatInstant,
  type Instant,
  type ServiceCredential,
} from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

/**
 * Holds when the service-specific credential is at most `maxAgeDays` × 24 hours old.
 *
 * @param asOf the instant to measure at
 */
export function createdWithin(
  { label, createdAt }: ServiceCredential,
  maxAgeDays: number,
  asOf: Instant,
): Finding {
  const age = asOf - createdAt;
  return {
    passed: age <= maxAgeDays * DAY,
    measured: age / DAY,
    limit: maxAgeDays,
    since: createdAt,
    reason:
      `${label} was created on ${formatInstant(createdAt)}, ${formatDuration(age)} before the report; ` +
      `the limit is ${days(maxAgeDays)} or less.`,
  };
}
