import { lastUse } from '../control/criteria';
import {
  type AccessKey,
  type CredentialReport,
  DAY,
  formatInstant,
  type Instant,
  type Root,
  type User,
} from '../report';
import { markdownCode, markdownEscape, markdownTable } from './markdown-escape';
import { type TableOptions, textTable } from './text-table';

type SlotState = 'active' | 'inactive' | 'none';

/**
 * Dates are UTC, `2026-09-11T13:14:52Z`; null where there is none, `never` without a use on record.
 * Root's password is `assumed` where AWS does not say.
 */
export interface UserRow {
  readonly user: string;
  readonly arn: string;
  readonly created: string;
  readonly ageDays: number;
  readonly password: 'yes' | 'no' | 'assumed';
  readonly passwordLastUsed: string | null;
  readonly passwordLastChanged: string | null;
  readonly passwordNextRotation: string | null;
  readonly mfa: 'yes' | 'no';
  readonly accessKey1: SlotState;
  readonly accessKey1Created: string | null;
  readonly accessKey1LastUsed: string | null;
  readonly accessKey1LastUsedService: string | null;
  readonly accessKey1LastUsedRegion: string | null;
  readonly accessKey2: SlotState;
  readonly accessKey2Created: string | null;
  readonly accessKey2LastUsed: string | null;
  readonly accessKey2LastUsedService: string | null;
  readonly accessKey2LastUsedRegion: string | null;
  readonly certificate1: SlotState;
  readonly certificate1Created: string | null;
  readonly certificate2: SlotState;
  readonly certificate2Created: string | null;
  readonly lastActivity: string;
  readonly lastActivityWith: string | null;
}

/** Root first, then in the report's order. */
export function userRows(report: CredentialReport): readonly UserRow[] {
  return [report.root, ...report.users].map((user) => userRow(user, report.asOf));
}

function userRow(user: User | Root, asOf: Instant): UserRow {
  const { label, arn, createdAt, password, lastSignIn, mfaActive } = user;
  const use = lastUse(user);
  const [key1, key2] = [keyCells(user.accessKeys, 1), keyCells(user.accessKeys, 2)];
  const [certificate1, certificate2] = [1, 2].map((slot) =>
    user.certificates.find((each) => each.slot === slot),
  );
  return {
    user: label,
    arn,
    created: formatInstant(createdAt),
    ageDays: Math.trunc((asOf - createdAt) / DAY),
    password: password ? (password.assumed ? 'assumed' : 'yes') : 'no',
    passwordLastUsed: date(lastSignIn) ?? (password ? 'never' : null),
    passwordLastChanged: date(password?.lastChanged),
    passwordNextRotation: date(password?.nextRotation),
    mfa: mfaActive ? 'yes' : 'no',
    accessKey1: key1.state,
    accessKey1Created: key1.created,
    accessKey1LastUsed: key1.lastUsed,
    accessKey1LastUsedService: key1.service,
    accessKey1LastUsedRegion: key1.region,
    accessKey2: key2.state,
    accessKey2Created: key2.created,
    accessKey2LastUsed: key2.lastUsed,
    accessKey2LastUsedService: key2.service,
    accessKey2LastUsedRegion: key2.region,
    certificate1: state(certificate1),
    certificate1Created: date(certificate1?.lastRotated),
    certificate2: state(certificate2),
    certificate2Created: date(certificate2?.lastRotated),
    lastActivity: date(use?.at) ?? 'never',
    lastActivityWith: use?.what ?? null,
  };
}

function keyCells(keys: readonly AccessKey[], slot: 1 | 2) {
  const key = keys.find((each) => each.slot === slot);
  return {
    state: state(key),
    created: date(key?.lastRotated),
    lastUsed: key ? (date(key.lastUsed) ?? 'never') : null,
    service: key?.lastUsedService ?? null,
    region: key?.lastUsedRegion ?? null,
  };
}

function state(credential: { readonly active: boolean } | undefined): SlotState {
  if (!credential) return 'none';
  return credential.active ? 'active' : 'inactive';
}

function date(instant: Instant | undefined): string | null {
  return instant === undefined ? null : formatInstant(instant);
}

const HEAD = [
  'user',
  'created',
  'age',
  'password, used',
  'MFA',
  'key 1, used',
  'key 2, used',
  'certs',
  'last activity',
];

/** For a terminal: days instead of instants, and when each credential was used. */
export function usersText(rows: readonly UserRow[], options: TableOptions): string {
  return `${textTable(
    HEAD,
    rows.map((row) => [row.user, ...shortCells(row)]),
    options,
  )}\n`;
}

/** As short as on a terminal; names are inert. */
export function usersMarkdown(rows: readonly UserRow[]): string {
  const cells = rows.map((row) => [
    markdownCode(row.user),
    ...shortCells(row).map((cell) => markdownEscape(cell)),
  ]);
  return `${markdownTable(HEAD, cells)}\n`;
}

function shortCells(row: UserRow): readonly string[] {
  const certificates = [row.certificate1, row.certificate2].filter((each) => each !== 'none');
  const activity = [day(row.lastActivity), row.lastActivityWith ?? ''].join(' ').trim();
  return [
    day(row.created),
    `${row.ageDays} d`,
    credential(row.password === 'no' ? null : row.password, row.passwordLastUsed),
    row.mfa,
    credential(row.accessKey1, row.accessKey1LastUsed),
    credential(row.accessKey2, row.accessKey2LastUsed),
    certificates.join(', ') || '-',
    activity,
  ];
}

function credential(state: SlotState | UserRow['password'] | null, lastUsed: string | null) {
  if (state === null || state === 'none') return '-';
  return `${state} ${day(lastUsed ?? 'never')}`;
}

function day(text: string): string {
  return text.split('T')[0] ?? text;
}

/**
 * What a spreadsheet would take for a formula begins with a single quote; every cell is quoted,
 * since none must end at another separator: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function usersCsv(rows: readonly UserRow[]): string {
  // Few runs write CSV.
  const { stringify }: typeof import('csv-stringify/sync') = require('csv-stringify/sync');
  return stringify([...rows], { header: true, quoted: true, escape_formulas: true });
}

/** A JSON list. */
export function usersJson(rows: readonly UserRow[]): string {
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
