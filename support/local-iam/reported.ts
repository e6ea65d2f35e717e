import { parse } from 'csv-parse/sync';
import type { LocalAccessKey, LocalAccount, LocalUser } from './account';
import { pathOf } from './arn';
import { exampleId } from './example-id';

type Row = Readonly<Record<string, string | undefined>>;

const SLOTS = [1, 2] as const;
const LONG_AGO = '1970-01-01T00:00:00Z';

/** The users of a report: their keys as its slots have them, and a virtual device for each that has MFA. */
export function reported(report: string): Pick<LocalAccount, 'users' | 'virtualMfaDevices'> {
  const rows = readRows(report).filter(({ arn = '' }) => arn.includes(':user/'));
  const users = rows.map(userOf);
  const virtualMfaDevices = users.flatMap((user, index) => {
    if (!isTrue(rows[index]?.mfa_active)) return [];
    const serialNumber = `${user.arn.replace(/:user\/.*$/, '')}:mfa/${user.userName}`;
    return [{ serialNumber, enableDate: user.createDate, user }];
  });
  return { users, virtualMfaDevices };
}

// A report may be damaged on purpose: of such a one no more is told than can be read.
function readRows(report: string): readonly Row[] {
  try {
    return parse(report, {
      bom: true,
      columns: true,
      relax_column_count: true,
      relax_quotes: true,
    });
  } catch {
    return [];
  }
}

function isTrue(cell: string | undefined): boolean {
  return cell?.toLowerCase() === 'true';
}

function dateOf(cell: string | undefined): string | undefined {
  return cell !== undefined && /^\d{4}-\d\d-\d\dT/.test(cell) ? cell : undefined;
}

function userOf(row: Row): LocalUser {
  const { user: userName = '', arn = '' } = row;
  const passwordLastUsed = dateOf(row.password_last_used);
  return {
    userName,
    arn,
    path: pathOf(arn),
    userId: exampleId('AIDA', arn),
    createDate: dateOf(row.user_creation_time) ?? LONG_AGO,
    ...(passwordLastUsed !== undefined && { passwordLastUsed }),
    accessKeys: accessKeysOf(row),
  };
}

// The slots of a report are in the order of the ids, not of their age.
function accessKeysOf(row: Row): LocalAccessKey[] {
  const { arn = '' } = row;
  const ids = SLOTS.map((slot) => exampleId('AKIA', arn, String(slot))).toSorted();
  return SLOTS.flatMap((slot, index) => {
    const isActive = isTrue(row[`access_key_${slot}_active`]);
    const rotated = dateOf(row[`access_key_${slot}_last_rotated`]);
    if (!isActive && rotated === undefined) return [];
    const createDate = rotated ?? dateOf(row.user_creation_time) ?? LONG_AGO;
    return [{ id: ids[index] ?? '', status: isActive ? 'Active' : 'Inactive', createDate }];
  });
}
