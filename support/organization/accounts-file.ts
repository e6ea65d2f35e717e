import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ConfigurationError } from '../control';
import { ACCOUNT_ID, type OrgAccount } from './account';

/** An account as a file names it, before it is checked. */
interface Named {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly state?: string | undefined;
}

const text = z.string().trim();
const OWN = z.strictObject({ id: text, name: text.optional() });
// What `aws organizations list-accounts` prints holds more than is needed here.
const LISTED = z.object({
  Id: text,
  Name: text.optional(),
  Email: text.optional(),
  State: text.optional(),
  Status: text.optional(),
});
const JSON_FILE = z.union([
  z.array(z.union([text, OWN, LISTED])),
  z.object({ Accounts: z.array(LISTED) }),
]);

/**
 * Reads a list of accounts: ids, one a line; a CSV with the header `id,name`; or JSON, a list of ids
 * or of `{ "id", "name" }`, or what `aws organizations list-accounts` prints. `#` begins a comment
 * in a list of lines.
 *
 * @param path the file's name, for messages
 * @throws ConfigurationError that lists what is no account, what stands twice, or that nothing is there
 */
export function readAccountsFile(content: string, path: string): readonly OrgAccount[] {
  const named = /^\s*[[{]/.test(content) ? fromJson(content, path) : fromLines(content, path);
  const problems = named.flatMap(({ id }, index) => {
    const which = `${path}, account ${index + 1}`;
    if (!ACCOUNT_ID.test(id)) return [`${which}: ${JSON.stringify(id)} is not twelve digits.`];
    const first = named.findIndex((other) => other.id === id);
    return first < index ? [`${which}: ${id} stands there twice.`] : [];
  });
  if (named.length === 0) problems.push(`${path} names no account.`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return named.map(({ id, name, email, state }) => ({
    id,
    name: name ?? '',
    email,
    state,
    ou: undefined,
    tags: undefined,
  }));
}

function fromJson(content: string, path: string): readonly Named[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new ConfigurationError([`${path} is not valid JSON: ${messageOf(error)}.`]);
  }
  const parsed = JSON_FILE.safeParse(json);
  if (!parsed.success) {
    throw new ConfigurationError([
      `${path} is neither a list of account ids, nor of {"id", "name"}, nor what ` +
        '"aws organizations list-accounts" prints.',
    ]);
  }
  const list = Array.isArray(parsed.data) ? parsed.data : parsed.data.Accounts;
  return list.map((each) => {
    if (typeof each === 'string') return { id: each };
    if ('id' in each) return each;
    const { Id, Name, Email, State, Status } = each;
    return { id: Id, name: Name, email: Email, state: State ?? Status };
  });
}

function fromLines(content: string, path: string): readonly Named[] {
  let rows: string[][];
  try {
    rows = parse(content, {
      bom: true,
      comment: '#',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}.`]);
  }
  const [header = []] = rows;
  const titles = header.map((title) => title.toLowerCase());
  const at = titles.indexOf('id');
  if (at < 0) return rows.map(([id = '', name]) => ({ id, name }));
  const nameAt = titles.indexOf('name');
  return rows.slice(1).map((row) => ({ id: row[at] ?? '', name: row[nameAt] }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
