import { canBeOf, DOCUMENTED, type Row } from './cells';
import { NotUnderstood, recordsOf } from './csv';

const ROOT = '<root_account>';

const FLAGS = [
  'password_enabled',
  'mfa_active',
  'access_key_1_active',
  'access_key_2_active',
  'cert_1_active',
  'cert_2_active',
];

// What may stand where there is no date. Source: the IAM User Guide, "Getting credential reports".
const DATES: Readonly<Record<string, readonly string[]>> = {
  user_creation_time: [],
  password_last_used: ['N/A', 'no_information', 'not_supported'],
  password_last_changed: ['N/A', 'not_supported'],
  password_next_rotation: ['N/A', 'not_supported'],
  access_key_1_last_rotated: ['N/A'],
  access_key_1_last_used_date: ['N/A'],
  access_key_2_last_rotated: ['N/A'],
  access_key_2_last_used_date: ['N/A'],
  cert_1_last_rotated: ['N/A'],
  cert_2_last_rotated: ['N/A'],
};

/**
 * The rows of a report that holds one account whole, its root and users, and nothing after `asOf` (milliseconds
 * since 1970, UTC). Throws NotUnderstood that names the first row and column which it cannot believe.
 */
export function readReport(content: Uint8Array, asOf: number): readonly Row[] {
  const [header, ...records] = recordsOf(textOf(content));
  if (!header) throw new NotUnderstood('it is empty');
  for (const column of DOCUMENTED.slice(0, -1)) {
    if (!header.includes(column)) throw new NotUnderstood(`its header has no ${column}`);
  }
  if (new Set(header).size !== header.length) {
    throw new NotUnderstood('its header names a column twice');
  }
  const rows = records.map((record, at) => rowOf(header, record, at + 2));
  holdTogether(rows);
  if (!canBeOf(rows, asOf)) throw new NotUnderstood('it holds a date after the report was made');
  return rows;
}

function textOf(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new NotUnderstood('it is not UTF-8 text');
  }
}

function rowOf(header: readonly string[], record: readonly string[], number: number): Row {
  const cells = record.length > header.length ? withCommas(header, record) : record;
  if (cells.length !== header.length) {
    throw new NotUnderstood(
      `row ${number} has ${record.length} cells, its header ${header.length}`,
    );
  }
  const row: Row = Object.fromEntries(header.map((column, at) => [column, cells[at] ?? '']));
  const isRoot = row.user === ROOT;
  for (const column of FLAGS) {
    if (isRoot && column === 'password_enabled' && row[column] === 'not_supported') continue;
    if (/^(?:true|false)$/i.test(row[column] ?? '')) continue;
    throw new NotUnderstood(`row ${number}, ${column}: ${shown(row[column])} is no true or false`);
  }
  for (const [column, absent] of Object.entries(DATES)) {
    const text = row[column] ?? '';
    if (absent.includes(text) || isDate(text)) continue;
    if (isRoot && absent.length > 0 && text === 'not_supported') continue;
    throw new NotUnderstood(`row ${number}, ${column}: ${shown(text)} is no date`);
  }
  return row;
}

// A name or path with commas that nobody quoted: the cut between the two is where the ARN ends in the name.
function withCommas(header: readonly string[], record: readonly string[]): readonly string[] {
  const at = header.indexOf('user');
  const surplus = record.length - header.length;
  if (header[at + 1] !== 'arn') return record;
  const both = record.slice(at, at + 2 + surplus);
  const fitting = [];
  // A name has 64 characters, so at most as many commas.
  for (let cut = 1; cut < Math.min(both.length, 65); cut++) {
    const [name, arn] = [both.slice(0, cut).join(','), both.slice(cut).join(',')];
    if (arn.startsWith('arn:') && arn.endsWith(`/${name}`)) fitting.push([name, arn]);
  }
  const [found] = fitting;
  if (!found || fitting.length > 1) return record;
  return [...record.slice(0, at), ...found, ...record.slice(at + 2 + surplus)];
}

function isDate(text: string): boolean {
  const shape =
    /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
  const [, day] = shape.exec(text) ?? [];
  if (day === undefined || day < '1970') return false;
  // Date.parse takes the 31st of a short month for the first of the next one.
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

const ARN =
  /^(arn:aws(?:-[a-z]+)*:iam::\d{12}:)(?:root|user\/(?:[!-~]{1,510}\/)?([\w+=,.@-]{1,64}))$/;

function holdTogether(rows: readonly Row[]): void {
  const roots = rows.filter(({ user }) => user === ROOT).length;
  if (roots !== 1) throw new NotUnderstood(`it has ${roots} rows of root`);
  const [accounts, names] = [new Set<string>(), new Set<string>()];
  for (const [at, { user = '', arn = '' }] of rows.entries()) {
    const [, account, name] = ARN.exec(arn) ?? [];
    if (account === undefined || name !== (user === ROOT ? undefined : user)) {
      throw new NotUnderstood(`row ${at + 2}, arn: ${shown(arn)} is not that of ${shown(user)}`);
    }
    accounts.add(account);
    names.add(user.toLowerCase());
  }
  if (accounts.size > 1) throw new NotUnderstood('its ARNs are of several accounts');
  if (names.size < rows.length) throw new NotUnderstood('a user stands in it twice');
}

function shown(text = ''): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}
