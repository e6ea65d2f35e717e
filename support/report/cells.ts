import { type IamArn, parseArn } from './arn';
import { COLUMNS, type Column, isColumn, type ReportRow } from './columns';
import { parseInstant } from './instant';
import { quoted } from './report-error';

const ABSENT_DATE: Partial<Record<Column, readonly string[]>> = {
  password_last_used: ['N/A', 'no_information', 'not_supported'],
  password_last_changed: ['N/A', 'not_supported'],
  password_next_rotation: ['N/A', 'not_supported'],
};
const ABSENT = ['N/A'];
const ABSENT_TEXT = ['N/A', 'not_supported'];
const NO_MORE = [...ABSENT_TEXT, '', '0'];

// V8 fills one shape for all rows faster than it grows each.
const BLANK: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, null])),
  otherColumns: Object.freeze({}),
};

/** A row as it was read: undefined where `problems` tells what was not understood. */
export interface ReadRow {
  readonly user: string;
  readonly arn: string;
  readonly parsedArn: IamArn | undefined;
  readonly row: ReportRow | undefined;
  readonly problems: readonly string[];
  readonly passwordUnknown: boolean;
}

/** Looks the columns of a header up once; all documented ones must be there. */
export function rowReader(header: readonly string[]): (record: readonly string[]) => ReadRow {
  const documented = header.flatMap((column, at) =>
    isColumn(column) ? [{ column, at, read: cellReader(column) }] : [],
  );
  const others = header.flatMap((column, at) => (isColumn(column) ? [] : [{ column, at }]));
  const [userAt, arnAt] = [header.indexOf('user'), header.indexOf('arn')];
  return (record) => {
    const [user = '', arn = ''] = [record[userAt], record[arnAt]];
    const cells: Record<string, unknown> = { ...BLANK };
    const problems: string[] = [];
    const isRoot = user === '<root_account>';
    let passwordUnknown = false;
    for (const { column, at, read } of documented) {
      const text = record[at] ?? '';
      if (isRoot && column === 'password_enabled' && text === 'not_supported') {
        passwordUnknown = true;
        cells[column] = false;
        continue;
      }
      const cell = read(text, isRoot);
      if (cell === undefined) problems.push(problem(column, text));
      cells[column] = cell;
    }
    if (others.length > 0) {
      cells.otherColumns = Object.fromEntries(others.map(({ column, at }) => [column, record[at]]));
    }
    // Every column is filled now, but for the one that live reports lack, which stays null.
    const row = problems.length === 0 ? (cells as ReportRow) : undefined;
    return { user, arn, parsedArn: parseArn(arn), row, problems, passwordUnknown };
  };
}

type Cell = string | number | boolean | null;

type CellReader = (text: string, isRoot: boolean) => Cell | undefined;

function cellReader(column: Column): CellReader {
  switch (COLUMNS[column]) {
    case 'flag':
      return readFlag;
    case 'date':
      return parseInstant;
    case 'date?': {
      const absent = ABSENT_DATE[column] ?? ABSENT;
      return (text, isRoot) =>
        absent.includes(text) || (isRoot && text === 'not_supported') ? null : parseInstant(text);
    }
    case 'text?':
      return (text) => (isAbsent(column, text) ? null : text || undefined);
    case 'text':
      return (text) => (text === '' ? undefined : text);
  }
}

/** Whether a text of a column that may hold none stands for none: `N/A`, `not_supported`. */
export function isAbsent(column: Column, text: string): boolean {
  return (column === 'additional_credentials_info' ? NO_MORE : ABSENT_TEXT).includes(text);
}

// The documentation prints TRUE and FALSE, IAM sends true and false.
function readFlag(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

function problem(column: Column, text: string): string {
  const expected = {
    flag: 'true or false',
    date: 'a date such as 2026-09-11T13:14:52Z',
    'date?': `a date such as 2026-09-11T13:14:52Z, or ${(ABSENT_DATE[column] ?? ABSENT).join(', ')}`,
    text: 'a name',
    'text?': 'a name or N/A',
  }[COLUMNS[column]];
  return `column ${column}: found ${quoted(text)}, expected ${expected}.`;
}
