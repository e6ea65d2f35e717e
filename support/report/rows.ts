import { COLUMNS, type Column } from './columns';
import type { Instant } from './instant';

/** The id of the account of every sample. */
export const ACCOUNT = '111122223333';

/** When the report of every sample was generated: 2025-06-30T12:00:00Z. */
export const AS_OF: Instant = Date.UTC(2025, 5, 30, 12);

/** Texts of cells, by AWS's columns. */
export type Cells = { readonly [C in Column]?: string };

/** Texts of cells, by any columns. */
export type Row = Readonly<Record<string, string>>;

/** The cell of a date that many milliseconds before `AS_OF`. */
export function ago(milliseconds: number): string {
  return new Date(AS_OF - milliseconds).toISOString().replace('.000Z', 'Z');
}

const NO_CREDENTIALS: Row = {
  user_creation_time: '2024-01-02T03:04:05Z',
  password_enabled: 'false',
  password_last_used: 'N/A',
  password_last_changed: 'N/A',
  password_next_rotation: 'N/A',
  mfa_active: 'false',
  ...noKey(1),
  ...noKey(2),
  cert_1_active: 'false',
  cert_1_last_rotated: 'N/A',
  cert_2_active: 'false',
  cert_2_last_rotated: 'N/A',
};

function noKey(slot: 1 | 2): Row {
  return {
    [`access_key_${slot}_active`]: 'false',
    [`access_key_${slot}_last_rotated`]: 'N/A',
    [`access_key_${slot}_last_used_date`]: 'N/A',
    [`access_key_${slot}_last_used_region`]: 'N/A',
    [`access_key_${slot}_last_used_service`]: 'N/A',
  };
}

/** A user without any credential, but for `cells`. */
export function userRow(user: string, cells: Cells = {}): Row {
  return { ...NO_CREDENTIALS, user, arn: `arn:aws:iam::${ACCOUNT}:user/${user}`, ...cells };
}

/** A root user without any credential, but for `cells`. */
export function rootRow(cells: Cells = {}): Row {
  return {
    ...NO_CREDENTIALS,
    user: '<root_account>',
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    password_next_rotation: 'not_supported',
    ...cells,
  };
}

/** The cells of an enabled password, changed and used at these dates; never used unless told. */
export function password(changed: string, used = 'no_information'): Cells {
  return { password_enabled: 'true', password_last_used: used, password_last_changed: changed };
}

/** What a row says that leaves a key out. */
export const LEFT_OUT: Cells = { additional_credentials_info: '1 additional access key' };

/** The cells of an access key, made and used at these dates; active and never used unless told. */
export function accessKey(
  slot: 1 | 2,
  rotated: string,
  { used = 'N/A', active = true }: { used?: string; active?: boolean } = {},
): Cells {
  return {
    [`access_key_${slot}_active`]: String(active),
    [`access_key_${slot}_last_rotated`]: rotated,
    [`access_key_${slot}_last_used_date`]: used,
  };
}

/** All but `additional_credentials_info`. */
export const LIVE_COLUMNS: readonly string[] = Object.keys(COLUMNS).slice(0, 22);

/** How a report is written; the defaults are AWS's own, which never quotes a cell. */
export interface Layout {
  readonly columns: readonly string[];
  readonly lineEnd: string;
  readonly lastLineEnd: string;
  readonly quoted: (text: string, column: string) => boolean;
}

const INFO = 'additional_credentials_info';

/** Writes rows as CSV; `additional_credentials_info` is a column where any row has it. */
export function csv(rows: readonly Row[], layout: Partial<Layout> = {}): string {
  const told = rows.some((row) => row[INFO] !== undefined);
  const {
    columns = told ? [...LIVE_COLUMNS, INFO] : LIVE_COLUMNS,
    lineEnd = '\n',
    lastLineEnd = '',
    quoted = needsQuotes,
  } = layout;
  const write = (text: string, column: string) =>
    quoted(text, column) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [
    columns.map((column) => write(column, column)),
    ...rows.map((row) => columns.map((column) => write(row[column] ?? '', column))),
  ];
  return lines.map((cells) => cells.join(',')).join(lineEnd) + lastLineEnd;
}

/** Whether a cell must be quoted to be read back. */
export function needsQuotes(text: string): boolean {
  return /[",\r\n]/.test(text);
}

/** Text as UTF-8. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
