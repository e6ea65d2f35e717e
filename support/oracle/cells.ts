// What one row of the CSV says, from its raw cells: the oracle imports nothing of the model.
/** One data row of the CSV: the text of each cell under the name of its column. */
export type Row = Readonly<Record<string, string>>;

// All dates of a row but password_next_rotation, which may lie ahead.
const PAST = [
  'user_creation_time',
  'password_last_used',
  'password_last_changed',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'cert_1_last_rotated',
  'cert_2_last_rotated',
];

/** Nothing in a report may have happened more than 5 minutes later: else every age in it would be wrong. */
export function canBeOf(rows: readonly Row[], asOf: number): boolean {
  return rows.every((row) => !PAST.some((column) => isAfterReport(row, column, asOf)));
}

function isAfterReport(row: Row, column: string, asOf: number): boolean {
  const at = date(row, column);
  const fiveMinutes = 5 * 60 * 1000;
  return at !== undefined && at - asOf > fiveMinutes;
}

/** The columns of the User Guide, in its order; live reports end before the last. */
export const DOCUMENTED: readonly string[] = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...[1, 2].flatMap((slot) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (what) => `access_key_${slot}_${what}`,
    ),
  ),
  ...[1, 2].flatMap((slot) => [`cert_${slot}_active`, `cert_${slot}_last_rotated`]),
  'additional_credentials_info',
];

const NAMES = new Set(DOCUMENTED);

const known = new WeakMap<Row, boolean>();

/**
 * The last documented column counts keys or certificates that are not listed, and another column may tell of
 * a third one: of such a user nothing can be said.
 */
export function leavesOut(row: Row): boolean {
  const told = known.get(row) ?? tellsOfMore(row);
  known.set(row, told);
  return told;
}

function tellsOfMore(row: Row): boolean {
  const more = row.additional_credentials_info ?? '';
  if (!['', '0', 'N/A', 'not_supported'].includes(more)) return true;
  return Object.entries(row).some(([column, text]) => {
    if (NAMES.has(column)) return false;
    const [name, value] = [column, text].map((each) => each.trim().toLowerCase());
    if (/^(?:access_key|cert)_\d+_active$/.test(name ?? '')) return value === 'true';
    const isCount = /^additionalcredentials?infos?$/.test((name ?? '').replaceAll('_', ''));
    return isCount && !['', '0', 'n/a', 'not_supported'].includes(value ?? '');
  });
}

/** Whether somebody can sign in to the console with it. */
export function hasPassword(user: Row): boolean {
  return yes(user, 'password_enabled');
}

/** Before centralized root access AWS did not say whether root has a password. GovCloud has none. */
export function rootPassword(root: Row): boolean {
  if (cell(root, 'password_enabled') === 'not_supported') {
    return !cell(root, 'arn').startsWith('arn:aws-us-gov:');
  }
  return yes(root, 'password_enabled');
}

/** Whether there is a password, an active key or an active certificate. */
export function canSignIn(row: Row): boolean {
  return (
    hasPassword(row) ||
    yes(row, 'access_key_1_active') ||
    yes(row, 'access_key_2_active') ||
    yes(row, 'cert_1_active') ||
    yes(row, 'cert_2_active')
  );
}

/** Whether the key of a slot is active. */
export function isActive(row: Row, slot: number): boolean {
  return yes(row, `access_key_${slot}_active`);
}

/** An inactive key has dates left. */
export function keyExists(row: Row, slot: number): boolean {
  return (
    isActive(row, slot) ||
    date(row, `access_key_${slot}_last_rotated`) !== undefined ||
    date(row, `access_key_${slot}_last_used_date`) !== undefined
  );
}

/** Whether there is a certificate in a slot. */
export function certificateExists(row: Row, slot: number): boolean {
  return yes(row, `cert_${slot}_active`) || date(row, `cert_${slot}_last_rotated`) !== undefined;
}

/** The report calls the creation of a key its rotation; without one, the user's own creation counts. */
export function keyMade(row: Row, slot: number): number {
  return date(row, `access_key_${slot}_last_rotated`) ?? created(row);
}

/** undefined where the report has no date. */
export function keyUsed(row: Row, slot: number): number | undefined {
  return date(row, `access_key_${slot}_last_used_date`);
}

/** NaN where the report has no date. */
export function created(row: Row): number {
  return date(row, 'user_creation_time') ?? Number.NaN;
}

/** Days of 24 hours between two instants, with all their fraction. */
export function days(from: number, to: number): number {
  return (to - from) / (24 * 60 * 60 * 1000);
}

/** A date in milliseconds since 1970; undefined for what stands where there is none. */
export function date(row: Row, column: string): number | undefined {
  const text = cell(row, column);
  if (['N/A', 'no_information', 'not_supported'].includes(text)) return undefined;
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed)) throw new Error(`${column} is no date: ${text}`);
  return parsed;
}

/** Whether a cell says true. */
export function yes(row: Row, column: string): boolean {
  return cell(row, column).toLowerCase() === 'true';
}

/** Throws where the row has no such column. */
export function cell(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`the row has no ${column}`);
  return text;
}
