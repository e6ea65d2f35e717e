import { DAY, formatDuration, formatInstant, type Instant } from '../../report';
import type { Finding } from '../finding';

/** `1 day`, `90 days`, `0.5 days`. */
export function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

/** What a time is measured from; `event` is how to say so: `was created`. */
export interface Beginning {
  readonly since: Instant;
  readonly event: string;
}

/** Holds a time against a limit in days of 24 hours: an age may be exactly that, an idle time not. */
export function timeSince(
  label: string,
  { since, event }: Beginning,
  asOf: Instant,
  { maxDays, inclusive }: { readonly maxDays: number; readonly inclusive: boolean },
): Finding {
  const time = asOf - since;
  const limit = inclusive ? `${days(maxDays)} or less` : `less than ${days(maxDays)}`;
  return {
    passed: inclusive ? time <= maxDays * DAY : time < maxDays * DAY,
    measured: time / DAY,
    limit: maxDays,
    since,
    reason:
      `${label} ${event} on ${formatInstant(since)}, ${formatDuration(time)} before the report; ` +
      `the limit is ${limit}.`,
  };
}
