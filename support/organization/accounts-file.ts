import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ConfigurationError } from '../control';
import { fields, parseShape, wrong } from '../control/shape';
import { ACCOUNT_ID, type OrgAccount } from '../result';

interface Named {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly state?: string | undefined;
}

const LINE_END = /[\r\n\u2028\u2029]/;
const LIKE_AN_ID = /^[\d\s-]{10,}$/;

const ID = z.string({ error: wrong('the twelve digits of an account, quote them') }).trim();
const NAME = z.string({ error: wrong('a text') }).trim();
const OWN = fields({ id: ID, name: NAME.optional() });
const LISTED = z.object({
  Id: ID,
  Name: NAME.optional(),
  Email: NAME.optional(),
  State: NAME.optional(),
  Status: NAME.optional(),
});
const JSON_FILE = z.union([
  z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  z.object({ Accounts: z.array(z.unknown()), NextToken: z.string().nullish() }),
]);

// Lines of ids or `id,name`, with `#` for comments; a CSV with a header; JSON, which AWS may have printed.
/** Reads the text of a file of accounts. Throws a ConfigurationError that lists every problem. */
export function readAccountsFile(content: string, path: string): readonly OrgAccount[] {
  const named = /^\s*[[{]/.test(content) ? fromJson(content, path) : fromLines(content, path);
  const known = new Set<string>();
  const problems = named.flatMap(({ id, name = '' }, index) => {
    const which = `${path}, account ${index + 1}`;
    if (LINE_END.test(name)) return [`${which}: the name ${JSON.stringify(name)} has a line end.`];
    if (!ACCOUNT_ID.test(id)) return [`${which}: ${JSON.stringify(id)} is not twelve digits.`];
    const twice = known.has(id);
    known.add(id);
    return twice ? [`${which}: ${id} stands there twice.`] : [];
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
  const { data } = parsed;
  if (!Array.isArray(data) && data.NextToken) {
    throw new ConfigurationError([
      `${path} holds a part of the list only, since it has a NextToken. List all accounts, without ` +
        '--max-items and --no-paginate.',
    ]);
  }
  const name = (index: number) => `${path}, account ${index + 1}`;
  if (!Array.isArray(data)) return data.Accounts.map((each, index) => listed(each, name(index)));
  return data.map((each, index) => {
    if (typeof each === 'string') return { id: each.trim() };
    return 'Id' in each ? listed(each, name(index)) : parseShape(OWN, each, { name: name(index) });
  });
}

function listed(entry: unknown, name: string): Named {
  const { Id, Name, Email, State, Status } = parseShape(LISTED, entry, { name });
  return { id: Id, name: Name, email: Email, state: State ?? Status };
}

function fromLines(content: string, path: string): readonly Named[] {
  const [first = ''] = content.split(LINE_END).filter((line) => line.trim() !== '');
  const titles = first.split(',').map((title) => title.replace(/["\s]/g, '').toLowerCase());
  const hasHeader = titles.includes('id');
  const rows = readRows(content, path, hasHeader ? undefined : '#');
  const accounts = hasHeader ? rows.slice(1) : rows;
  const problems = accounts.flatMap((row, index) => {
    const why = hasHeader ? wrongBelow(titles, row) : wrongAlone(row);
    return why === undefined ? [] : [`${path}, account ${index + 1}: ${why}`];
  });
  if (new Set(titles).size < titles.length && hasHeader) {
    problems.unshift(`${path}: the header has a title twice.`);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  const [idAt, nameAt] = hasHeader ? [titles.indexOf('id'), titles.indexOf('name')] : [0, 1];
  return accounts.map((row) => ({ id: row[idAt] ?? '', name: row[nameAt] }));
}

function readRows(content: string, path: string, comment: string | undefined): string[][] {
  try {
    return parse(content, {
      bom: true,
      ...(comment !== undefined && { comment }),
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}.`]);
  }
}

function wrongBelow(titles: readonly string[], row: readonly string[]): string | undefined {
  if (row.length !== titles.length) {
    return `the header has ${titles.length} columns, it has ${row.length}.`;
  }
  // A quote that is not closed takes in the lines that follow.
  return row.some((cell) => LINE_END.test(cell)) ? 'it has a line end within quotes.' : undefined;
}

// Ids in one line would be taken for names, and their accounts lost.
function wrongAlone(row: readonly string[]): string | undefined {
  const [, name = ''] = row;
  if (row.length > 2) return `it has ${row.length} columns, expected an id and a name.`;
  return LIKE_AN_ID.test(name)
    ? `its name, ${JSON.stringify(name)}, looks like an id. One account a line, or a header id,name.`
    : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
