const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const UNITS = new Map([
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', 24 * HOUR],
]);

/** Reads a duration such as `30s`, `90m`, `24h` or `7d` in milliseconds; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const size = UNITS.get(unit);
  return size === undefined || Number(count) === 0 ? undefined : Number(count) * size;
}

/** Milliseconds as `5400s`. */
export function formatSeconds(milliseconds: number): string {
  return `${milliseconds / SECOND}s`;
}
