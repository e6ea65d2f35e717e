import {
  DAY,
  formatDuration,
  formatInstant,
  type Instant,
  type Root,
  type User,
} from '../../report';
import type { Finding } from '../finding';
import { days } from './days';
import { lastUse } from './last-use';

/** Holds when neither password nor key was used for `minIdleDays` × 24 hours or longer, or never. */
export function unusedFor(identity: User | Root, minIdleDays: number, asOf: Instant): Finding {
  const use = lastUse(identity);
  if (!use) {
    return {
      passed: true,
      measured: 'never used',
      limit: minIdleDays,
      reason: `${identity.label} has no use on record, of password or access key.`,
    };
  }
  const idle = asOf - use.at;
  return {
    passed: idle >= minIdleDays * DAY,
    measured: idle / DAY,
    limit: minIdleDays,
    since: use.at,
    reason:
      `${identity.label} was last used on ${formatInstant(use.at)} with its ${use.what}, ` +
      `${formatDuration(idle)} before the report; it must be idle for ${days(minIdleDays)} or more.`,
  };
}
