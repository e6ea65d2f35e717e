import { parseArn } from './arn';
import type { AsOf } from './as-of';
import type { ReportRow } from './columns';
import { contradictionOf } from './contradiction';
import type { Facts, ListedAccessKey, Tag } from './facts';
import { keysInSlots } from './listed-keys';
import type { AccessKey, Certificate, CredentialReport, Password, Root, User } from './model';

interface RootRow {
  readonly row: ReportRow;
  readonly passwordUnknown: boolean;
}

/** Builds the model from the proved rows of one account, root's among them. */
export function buildReport(
  rows: readonly ReportRow[],
  rootRow: RootRow,
  asOf: AsOf,
  facts: Facts,
): CredentialReport {
  const { accountId = '', partition = '' } = parseArn(rootRow.row.arn) ?? {};
  // AWS GovCloud (US) root users cannot have a password; elsewhere one may exist.
  const assumedPassword = rootRow.passwordUnknown && partition !== 'aws-us-gov';
  const root = buildRoot(rootRow.row, assumedPassword);
  const listed = listedKeys(facts);
  const tags = tagsByName(facts);
  const users = rows
    .filter((row) => row !== rootRow.row)
    .map((row) => buildUser(row, tags?.(row.user), listed.get(row.user)));
  const accessKeys = users.flatMap((user) => user.accessKeys);
  const report: CredentialReport = {
    accountId,
    partition,
    asOf: asOf.instant,
    asOfSource: asOf.source,
    account: {
      kind: 'account',
      label: 'account',
      arn: root.arn,
      contradiction: root.contradiction,
    },
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

// All controls of a run share the model: a change would change the verdicts of the others.
function freeze(report: CredentialReport): CredentialReport {
  const { root, users, rows, passwords, accessKeys, activeAccessKeys } = report;
  for (const identity of [root, ...users]) {
    const { password, accessKeys, certificates } = identity;
    for (const each of [...accessKeys, ...certificates, password]) Object.freeze(each);
    for (const each of [accessKeys, certificates, identity]) Object.freeze(each);
  }
  for (const row of rows) {
    Object.freeze(row.otherColumns);
    Object.freeze(row);
  }
  for (const list of [users, rows, passwords, accessKeys, activeAccessKeys]) Object.freeze(list);
  Object.freeze(report.account);
  freezeAll(report.facts);
  return Object.freeze(report);
}

function freezeAll(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeAll(part);
}

function buildRoot(row: ReportRow, assumedPassword: boolean): Root {
  const root: Root = { kind: 'root', ...identity(row), ...NO_CREDENTIALS };
  return Object.assign(root, credentials(row, root, assumedPassword));
}

function listedKeys({ accessKeys }: Facts): ReadonlyMap<string, readonly ListedAccessKey[]> {
  const known = accessKeys && 'known' in accessKeys ? accessKeys.known : [];
  return new Map(known.map(({ userName, keys }) => [userName, keys]));
}

function tagsByName({ userTags }: Facts): ((userName: string) => readonly Tag[]) | undefined {
  if (!userTags || !('known' in userTags)) return undefined;
  const known = new Map(userTags.known.map(({ userName, tags }) => [userName, tags]));
  return (userName) => known.get(userName) ?? [];
}

function buildUser(
  row: ReportRow,
  tags: readonly Tag[] | undefined,
  listed: readonly ListedAccessKey[] = [],
): User {
  const path = parseArn(row.arn)?.path ?? '/';
  const user: User = {
    kind: 'user',
    name: row.user,
    path,
    tags,
    ...identity(row),
    ...NO_CREDENTIALS,
  };
  const held = credentials(row, user, false);
  return Object.assign(user, { ...held, accessKeys: withIds(held.accessKeys, listed) });
}

function withIds(
  accessKeys: readonly AccessKey[],
  listed: readonly ListedAccessKey[],
): readonly AccessKey[] {
  if (listed.length === 0) return accessKeys;
  return keysInSlots(accessKeys, listed).slots.map(({ slot, key, certain }) =>
    certain ? { ...slot, id: key?.id } : slot,
  );
}

const NO_CREDENTIALS = { password: undefined, accessKeys: [], certificates: [] };

function identity(row: ReportRow) {
  return {
    label: row.user,
    arn: row.arn,
    contradiction: contradictionOf(row),
    createdAt: row.user_creation_time,
    mfaActive: row.mfa_active,
    lastSignIn: row.password_last_used ?? undefined,
  };
}

function credentials(row: ReportRow, owner: User | Root, assumed: boolean) {
  return {
    password: row.password_enabled || assumed ? password(row, owner, assumed) : undefined,
    accessKeys: SLOTS.flatMap((slot) => accessKey(row, owner, slot) ?? []),
    certificates: SLOTS.flatMap((slot) => certificate(row, owner, slot) ?? []),
  };
}

const SLOTS = [slotOf(1), slotOf(2)];

// The names of its columns: put together once, not for each of 5,000 rows.
function slotOf<S extends 1 | 2>(slot: S) {
  return {
    slot,
    keyActive: `access_key_${slot}_active`,
    keyRotated: `access_key_${slot}_last_rotated`,
    keyUsed: `access_key_${slot}_last_used_date`,
    keyRegion: `access_key_${slot}_last_used_region`,
    keyService: `access_key_${slot}_last_used_service`,
    certificateActive: `cert_${slot}_active`,
    certificateRotated: `cert_${slot}_last_rotated`,
  } as const;
}

type Slot = (typeof SLOTS)[number];

function password(row: ReportRow, owner: User | Root, assumed: boolean): Password {
  return {
    kind: 'password',
    label: `${row.user} / password`,
    arn: row.arn,
    contradiction: owner.contradiction,
    owner,
    lastUsed: row.password_last_used ?? undefined,
    lastChanged: row.password_last_changed ?? undefined,
    nextRotation: row.password_next_rotation ?? undefined,
    assumed,
  };
}

function accessKey(row: ReportRow, owner: User | Root, columns: Slot): AccessKey | undefined {
  const { slot } = columns;
  const active = row[columns.keyActive];
  const lastRotated = row[columns.keyRotated] ?? undefined;
  const lastUsed = row[columns.keyUsed] ?? undefined;
  // An inactive key keeps its dates; an empty slot has none.
  if (!active && lastRotated === undefined && lastUsed === undefined) return undefined;
  return {
    kind: 'access key',
    label: `${row.user} / access key ${slot}`,
    arn: row.arn,
    contradiction: owner.contradiction,
    owner,
    slot,
    id: undefined,
    active,
    lastRotated,
    lastUsed,
    lastUsedRegion: row[columns.keyRegion] ?? undefined,
    lastUsedService: row[columns.keyService] ?? undefined,
  };
}

function certificate(row: ReportRow, owner: User | Root, columns: Slot): Certificate | undefined {
  const { slot } = columns;
  const active = row[columns.certificateActive];
  const lastRotated = row[columns.certificateRotated] ?? undefined;
  if (!active && lastRotated === undefined) return undefined;
  return {
    kind: 'signing certificate',
    label: `${row.user} / signing certificate ${slot}`,
    arn: row.arn,
    contradiction: owner.contradiction,
    owner,
    slot,
    active,
    lastRotated,
  };
}
