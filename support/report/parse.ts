import type { AsOf } from './as-of';
import { buildReport } from './build';
import { type ReadRow, rowReader } from './cells';
import { readTable } from './csv';
import { laterDate } from './later-date';
import type { CredentialReport } from './model';
import { quoted, ReportError } from './report-error';
import type { Snapshot } from './snapshot';

const ROOT = '<root_account>';

/**
 * Reads a report. Throws ReportError that lists every breach unless there is one root, one account (the
 * caller's), unique users, cells that are understood, and no date after `asOf` (5 minutes are allowed).
 */
export function parseReport(
  snapshot: Pick<Snapshot, 'content' | 'caller'> & Partial<Pick<Snapshot, 'facts'>>,
  asOf: AsOf,
): CredentialReport {
  const { header, records } = readTable(snapshot.content);
  const read = records.map(rowReader(header));
  const problems = [
    ...rootProblems(read),
    ...accountProblems(read, snapshot.caller?.accountId),
    ...duplicateUsers(read),
    ...read.flatMap(rowProblems),
    ...laterDate(
      read.flatMap(({ row }, index) => (row ? [{ row, number: index + 2 }] : [])),
      asOf,
    ),
  ];
  const root = read.find(({ user }) => user === ROOT);
  if (problems.length > 0 || !root?.row) throw new ReportError(problems);
  const rows = read.flatMap(({ row }) => row ?? []);
  const { facts = {} } = snapshot;
  return buildReport(rows, { row: root.row, passwordUnknown: root.passwordUnknown }, asOf, facts);
}

function rootProblems(rows: readonly ReadRow[]): string[] {
  const count = rows.filter(({ user }) => user === ROOT).length;
  if (count === 1) return [];
  return [
    `it has ${count === 0 ? 'no' : count} ${ROOT} row${count > 1 ? 's' : ''}: every report that ` +
      'IAM generates has exactly one, so this one is incomplete or made up (emulators leave it out).',
  ];
}

const SHOWN = 10;

function accountProblems(rows: readonly ReadRow[], caller: string | undefined): string[] {
  const accounts = new Map<string, string>();
  for (const { parsedArn: arn } of rows) {
    if (arn) accounts.set(`${arn.accountId} (${arn.partition})`, arn.accountId);
  }
  if (accounts.size > 1) {
    const named = [...accounts.keys()].slice(0, SHOWN).join(', ');
    const more = accounts.size > SHOWN ? ` and ${accounts.size - SHOWN} more` : '';
    return [`its ARNs belong to several accounts: ${named}${more}.`];
  }
  const [account] = accounts.values();
  if (caller === undefined || account === undefined || account === caller) return [];
  return [`it is of account ${account}, but the caller is in account ${caller}.`];
}

// IAM user names are unique without regard to case.
function duplicateUsers(rows: readonly ReadRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ user }, index) => {
    const name = user.toLowerCase();
    const first = seen.get(name);
    seen.set(name, first ?? index + 2);
    if (first === undefined || user === ROOT) return [];
    return [`rows ${first} and ${index + 2} are of the same user, ${quoted(user)}.`];
  });
}

function rowProblems({ user, arn, parsedArn, problems }: ReadRow, index: number): string[] {
  const where = `row ${index + 2} (${quoted(user)})`;
  const found = problems.map((problem) => `${where}, ${problem}`);
  if (parsedArn && parsedArn.userName === (user === ROOT ? undefined : user)) return found;
  const expected = user === ROOT ? 'arn:aws:iam::<account>:root' : "the ARN of that user's name";
  return [...found, `${where}, column arn: found ${quoted(arn)}, expected ${expected}.`];
}
