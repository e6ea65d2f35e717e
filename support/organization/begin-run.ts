import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../control';
import { readAccountsFile } from './accounts-file';
import type { Connection } from './connection';
import type { RunManifest } from './manifest';
import { assignProfiles, type Listed, type ProfileRule, readProfileMap } from './profile-map';
import { parsePattern, type Selection, selectAccounts } from './select-accounts';

/** Which accounts to audit, and against what. */
export interface Scope extends Selection {
  readonly accountsFile?: string | undefined;
  /** Ids or paths. */
  readonly units: readonly string[];
  readonly profileMap?: string | undefined;
}

/** Throws a ConfigurationError for a profile map with an error. */
export function readRules({ profileMap }: Scope): readonly ProfileRule[] {
  return profileMap === undefined ? [] : readProfileMap(readText(profileMap), profileMap);
}

interface Assigned {
  readonly rules: readonly ProfileRule[];
  readonly standard: string;
}

/** Lists the accounts of a new run. Throws a ConfigurationError or a FetchError. */
export async function beginRun(
  { run, options }: Pick<RunManifest, 'run' | 'options'>,
  scope: Scope,
  { rules, standard }: Assigned,
  list: Connection['list'],
): Promise<RunManifest> {
  const listed = await listScope(scope, rules, list);
  const { profiles, notes } = assignProfiles(listed, rules, standard);
  const selected = selectAccounts(listed.accounts, scope);
  return {
    run,
    options,
    listed: listed.accounts.length,
    accounts: selected.accounts.map((account) => ({
      ...account,
      profile: profiles.get(account.id) ?? standard,
    })),
    excluded: selected.excluded.map(({ account: { id, name }, by }) => ({ id, name, by })),
    notes: [...placeNotes(listed), ...notes],
  };
}

function placeNotes({ listedAt }: Listed): readonly string[] {
  if (listedAt === undefined) return [];
  return [`The accounts were listed by ${listedAt}, which is not AWS Organizations.`];
}

async function listScope(
  { accountsFile, units, include, exclude }: Scope,
  rules: readonly ProfileRule[],
  list: Connection['list'],
): Promise<Listed> {
  const tags =
    [...include, ...exclude].some((pattern) => parsePattern(pattern).needsTags) ||
    rules.some(({ kind }) => kind === 'tag');
  if (accountsFile === undefined) {
    const wants = { units: rules.some(({ kind }) => kind === 'ou'), tags };
    return { ...(await list({ units, wants })), whole: units.length === 0 };
  }
  if (units.length > 0 || tags) {
    throw new ConfigurationError([
      'A file of accounts tells neither units nor tags: leave out the one, or the other.',
    ]);
  }
  const accounts = readAccountsFile(readText(accountsFile), accountsFile);
  return { accounts, units: [], whole: false };
}

/** Reads a file that the user named. Throws a ConfigurationError where it cannot. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`${path} cannot be read: ${why}.`]);
  }
}
