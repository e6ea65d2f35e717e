/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** In milliseconds: 24 hours, since ages are exact and UTC has no daylight saving. */
export const DAY = 86_400_000;

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** RFC 3339, from 1970 on. AWS wrote `+00:00` until July 2024, and writes `Z` since. */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const inRange =
    year >= 1970 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    (day <= 28 || day <= daysInMonth(year, month)) &&
    hour <= 23;
  if (!inRange || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) {
    return undefined;
  }
  const millisecond = match[7] === undefined ? 0 : Math.trunc(Number(`0.${match[7]}`) * 1000);
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** As AWS writes it: `2026-09-11T13:14:52Z`, in UTC, without milliseconds. */
export function formatInstant(instant: Instant): string {
  const day = Math.floor(instant / DAY);
  const clock = Math.floor((instant - day * DAY) / 1000);
  return `${dateOf(day)}T${clockOf(clock)}Z`;
}

/** The same with its milliseconds, where there are any: `2026-09-11T13:14:52.001Z`. */
export function exactInstant(instant: Instant): string {
  const text = formatInstant(instant);
  const fraction = ((instant % 1000) + 1000) % 1000;
  return fraction === 0 ? text : `${text.slice(0, -1)}.${String(fraction).padStart(3, '0')}Z`;
}

const dates = new Map<number, string>();

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, -14);
  dates.set(day, date);
  return date;
}

/** Exact, so that a limit missed by one second shows: `90 days`, `1 day 09:30:00.250`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, milliseconds);
  const days = Math.floor(whole / DAY);
  const rest = whole % DAY;
  const text = days === 1 ? '1 day' : `${days} days`;
  return rest === 0 ? text : `${text} ${formatClock(rest)}`;
}

function formatClock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = Math.floor(milliseconds % 1000);
  const clock = clockOf(seconds);
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(3, '0')}`;
}

function clockOf(seconds: number): string {
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, count) => String(count).padStart(2, '0'));

function two(count: number): string {
  return TWO_DIGITS[Math.floor(count)] ?? '';
}
