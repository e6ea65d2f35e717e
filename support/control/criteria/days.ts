/** `1 day`, `90 days`, `0.5 days`. */
export function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}
