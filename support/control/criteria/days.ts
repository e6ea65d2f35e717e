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
    dueAt: dueAt(since, maxDays * DAY, inclusive),
    reason:
      `${label} ${event} on ${formatInstant(since)}, ${formatDuration(time)} before the report; ` +
      `the limit is ${limit}.`,
  };
}

const LAST = Date.UTC(9999, 11, 31);

/**
 * The first millisecond at which a time of `limit` milliseconds since then is over; where it may be exactly
 * that, one later. Undefined where no year of four digits can say it.
 */
export function dueAt(since: Instant, limit: number, inclusive: boolean): Instant | undefined {
  const due = since + (inclusive ? Math.floor(limit) + 1 : Math.ceil(limit));
  return due <= LAST ? due : undefined;
}
