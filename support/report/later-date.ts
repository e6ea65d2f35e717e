import { type AsOf, CLOCK_TOLERANCE } from './as-of';
import { COLUMNS, type Column, isColumn, type ReportRow } from './columns';
import { formatInstant, type Instant } from './instant';
import { quoted } from './report-error';

// Not the date by which a password must be changed, which lies ahead.
const PAST_DATES: readonly Column[] = Object.keys(COLUMNS)
  .filter(isColumn)
  .filter((column) => COLUMNS[column].startsWith('date') && column !== 'password_next_rotation');

const NAMES: Readonly<Record<AsOf['source'], string>> = {
  GeneratedTime: "the report's GeneratedTime",
  IAMSPEC_AS_OF: 'IAMSPEC_AS_OF',
  clock: "this machine's clock",
};

const REMEDIES: Readonly<Record<AsOf['source'], string>> = {
  GeneratedTime: 'The report contradicts itself: fetch or save it again.',
  IAMSPEC_AS_OF: 'Set IAMSPEC_AS_OF to the instant at which IAM generated the report.',
  clock: "Correct this machine's clock, or set IAMSPEC_AS_OF to when IAM generated the report.",
};

/** The latest date that disproves "now" by over `CLOCK_TOLERANCE`, and with it every age. */
export function laterDate(
  rows: readonly { readonly row: ReportRow; readonly number: number }[],
  { instant, source }: AsOf,
): string[] {
  let latest: Instant = instant + CLOCK_TOLERANCE;
  let found = '';
  for (const { row, number } of rows) {
    for (const column of PAST_DATES) {
      const value = row[column];
      if (typeof value !== 'number' || value <= latest) continue;
      latest = value;
      found = `row ${number} (${quoted(row.user)}), column ${column}`;
    }
  }
  if (found === '') return [];
  return [
    `${found} holds the latest date, ${formatInstant(latest)}, after the instant that ages are ` +
      `measured at, ${formatInstant(instant)} (${NAMES[source]}). ${REMEDIES[source]}`,
  ];
}
