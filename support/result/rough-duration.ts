import { DAY, formatDuration } from '../report';

/** `14 days` for whole days, else as `roughDuration`. */
export function inDays(milliseconds: number): string {
  const days = milliseconds / DAY;
  if (Number.isInteger(days)) return `${days} ${days === 1 ? 'day' : 'days'}`;
  return roughDuration(milliseconds);
}

/** `59 min`, `1 h 15 min`, `3 days`; the rest is cut off, and a negative span is `0 min`. */
export function roughDuration(milliseconds: number): string {
  if (milliseconds >= DAY) return formatDuration(Math.floor(milliseconds / DAY) * DAY);
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
