import { parseArn } from './arn';
import { type AsOf, CLOCK_TOLERANCE } from './as-of';
import { COLUMNS, type Column, isColumn, type ReportRow } from './columns';
import type { Facts } from './facts';
import { formatInstant, type Instant } from './instant';
import type { AccessKey, Certificate, CredentialReport, Password, Root, User } from './model';

/** A proved root row, and whether AWS left open that root has a password (`not_supported`). */
export interface RootRow {
  readonly row: ReportRow;
  readonly passwordUnknown: boolean;
}

/**
 * Builds the model from rows that were proved to be those of one account.
 *
 * @param rows all rows in the report's order, the root row among them
 */
export function buildReport(
  rows: readonly ReportRow[],
  rootRow: RootRow,
  asOf: AsOf,
  facts: Facts,
): CredentialReport {
  const { accountId = '', partition = '' } = parseArn(rootRow.row.arn) ?? {};
  // AWS GovCloud (US) root users cannot have a password; elsewhere one may exist.
  const assumedPassword = rootRow.passwordUnknown && partition !== 'aws-us-gov';
  const root = buildRoot(rootRow.row, asOf.instant, assumedPassword);
  const users = rows
    .filter((row) => row !== rootRow.row)
    .map((row) => buildUser(row, asOf.instant));
  const accessKeys = users.flatMap((user) => user.accessKeys);
  const report: CredentialReport = {
    accountId,
    partition,
    asOf: asOf.instant,
    asOfSource: asOf.source,
    account: { kind: 'account', label: 'account', arn: root.arn, contradiction: undefined },
    root,
    users,
    passwords: users.flatMap(({ password }) => password ?? []),
    accessKeys,
    activeAccessKeys: accessKeys.filter((key) => key.active),
    rows: rows.map((row) =>
      row === rootRow.row ? { ...row, password_enabled: root.password !== undefined } : row,
    ),
    facts,
  };
  return freeze(report);
}

// All controls of a run share the model: one that changed it would change the verdicts of the others.
function freeze(report: CredentialReport): CredentialReport {
  const { root, users, rows, passwords, accessKeys, activeAccessKeys } = report;
  for (const identity of [root, ...users]) {
    for (const credential of [...identity.accessKeys, ...identity.certificates]) {
      Object.freeze(credential);
    }
    Object.freeze(identity.password);
    Object.freeze(identity.accessKeys);
    Object.freeze(identity.certificates);
    Object.freeze(identity);
  }
  for (const row of rows) Object.freeze(row);
  for (const list of [users, rows, passwords, accessKeys, activeAccessKeys]) Object.freeze(list);
  Object.freeze(report.account);
  return Object.freeze(report);
}

function buildRoot(row: ReportRow, asOf: Instant, assumedPassword: boolean): Root {
  const root: Root = { kind: 'root', ...identity(row, asOf), ...NO_CREDENTIALS };
  return Object.assign(root, credentials(row, root, asOf, assumedPassword));
}

function buildUser(row: ReportRow, asOf: Instant): User {
  const path = parseArn(row.arn)?.path ?? '/';
  const user: User = {
    kind: 'user',
    name: row.user,
    path,
    ...identity(row, asOf),
    ...NO_CREDENTIALS,
  };
  return Object.assign(user, credentials(row, user, asOf, false));
}

// All but the date by which a password must be changed, which lies ahead.
const PAST_DATES: readonly Column[] = Object.keys(COLUMNS)
  .filter(isColumn)
  .filter((column) => COLUMNS[column].startsWith('date') && column !== 'password_next_rotation');

const NO_CREDENTIALS = { password: undefined, accessKeys: [], certificates: [] };

function identity(row: ReportRow, asOf: Instant) {
  return {
    label: row.user,
    arn: row.arn,
    contradiction: contradiction(row, asOf, PAST_DATES) ?? unlisted(row),
    createdAt: row.user_creation_time,
    mfaActive: row.mfa_active,
    lastSignIn: row.password_last_used ?? undefined,
  };
}

function credentials(row: ReportRow, owner: User | Root, asOf: Instant, assumed: boolean) {
  return {
    password: row.password_enabled || assumed ? password(row, owner, asOf, assumed) : undefined,
    accessKeys: SLOTS.flatMap((slot) => accessKey(row, owner, asOf, slot) ?? []),
    certificates: SLOTS.flatMap((slot) => certificate(row, owner, asOf, slot) ?? []),
  };
}

const SLOTS = [1, 2] as const;

function password(row: ReportRow, owner: User | Root, asOf: Instant, assumed: boolean): Password {
  return {
    kind: 'password',
    label: `${row.user} / password`,
    arn: row.arn,
    contradiction: contradiction(row, asOf, [
      'password_last_used',
      'password_last_changed',
      'user_creation_time',
    ]),
    owner,
    lastUsed: row.password_last_used ?? undefined,
    lastChanged: row.password_last_changed ?? undefined,
    nextRotation: row.password_next_rotation ?? undefined,
    assumed,
  };
}

function accessKey(
  row: ReportRow,
  owner: User | Root,
  asOf: Instant,
  slot: 1 | 2,
): AccessKey | undefined {
  const active = row[`access_key_${slot}_active`];
  const lastRotated = row[`access_key_${slot}_last_rotated`] ?? undefined;
  const lastUsed = row[`access_key_${slot}_last_used_date`] ?? undefined;
  // An inactive key keeps its dates; an empty slot has none.
  if (!active && lastRotated === undefined && lastUsed === undefined) return undefined;
  return {
    kind: 'access key',
    label: `${row.user} / access key ${slot}`,
    arn: row.arn,
    contradiction: contradiction(row, asOf, [
      `access_key_${slot}_last_rotated`,
      `access_key_${slot}_last_used_date`,
      'user_creation_time',
    ]),
    owner,
    slot,
    active,
    lastRotated,
    lastUsed,
    lastUsedRegion: row[`access_key_${slot}_last_used_region`] ?? undefined,
    lastUsedService: row[`access_key_${slot}_last_used_service`] ?? undefined,
  };
}

function certificate(
  row: ReportRow,
  owner: User | Root,
  asOf: Instant,
  slot: 1 | 2,
): Certificate | undefined {
  const active = row[`cert_${slot}_active`];
  const lastRotated = row[`cert_${slot}_last_rotated`] ?? undefined;
  if (!active && lastRotated === undefined) return undefined;
  return {
    kind: 'signing certificate',
    label: `${row.user} / signing certificate ${slot}`,
    arn: row.arn,
    contradiction: contradiction(row, asOf, [`cert_${slot}_last_rotated`, 'user_creation_time']),
    owner,
    slot,
    active,
    lastRotated,
  };
}

// Documented, though live reports have no such column: keys and certificates beyond two.
function unlisted({ additional_credentials_info: more }: ReportRow): string | undefined {
  if (more === null) return undefined;
  return 'additional_credentials_info says that the report leaves credentials of this user out';
}

function contradiction(
  row: ReportRow,
  asOf: Instant,
  columns: readonly Column[],
): string | undefined {
  for (const column of columns) {
    const value = row[column];
    if (typeof value === 'number' && value > asOf + CLOCK_TOLERANCE) {
      return (
        `${column} is ${formatInstant(value)}, after the report's own time ` +
        `${formatInstant(asOf)}: the data contradict themselves`
      );
    }
  }
  return undefined;
}
