import { isAbsent } from './cells';
import { COLUMNS, type Column, isColumn, type ReportRow } from './columns';
import { formatInstant, type Instant, parseInstant } from './instant';
import { quoted } from './report-error';

/** An instant, or one as text: `2026-09-11T13:14:52Z`, or `2026-09-11` for the first one of that UTC day. */
export type Moment = Instant | string;

/**
 * Dates between two moments, neither of them included. A cell without a date is in no range, which
 * neither `toHaveNone` nor `toBeEmpty` takes for a proof.
 */
export type DateRange =
  | { readonly before: Moment; readonly after?: Moment }
  | { readonly before?: Moment; readonly after: Moment };

/** What a column may be asked for: a value, one of several; texts by pattern, dates by range. */
export type Condition<C extends Column> =
  | ReportRow[C]
  | readonly ReportRow[C][]
  | ((typeof COLUMNS)[C] extends 'text' | 'text?' ? RegExp : never)
  | ((typeof COLUMNS)[C] extends 'date' | 'date?' ? DateRange : never);

/** What a row must be, and how to say it: `mfa_active is true`. */
export interface Criterion {
  /** The column that decides; undefined: nobody knows which do. */
  readonly column: Column | undefined;
  readonly says: string;
  matches(row: ReportRow): boolean;
  /** A range is asked of a cell without a date: never used is neither before nor after. */
  isUndated(row: ReportRow): boolean;
}

interface Test {
  readonly says: string;
  fits(cell: unknown): boolean;
}

/** Throws TypeError for what would match nothing, or everything, whatever the rows are. */
export function criterion(column: unknown, condition: unknown): Criterion & { column: Column } {
  if (typeof column !== 'string' || !isColumn(column)) {
    throw new TypeError(
      `The credential report has no column ${found(column)}. ` +
        `It has: ${Object.keys(COLUMNS).join(', ')}.`,
    );
  }
  const { says, fits } = testOf(column, condition);
  const isRange = COLUMNS[column].startsWith('date') && isRecord(condition);
  return {
    column,
    says: `${column} ${says}`,
    matches: (row) => fits(row[column]),
    isUndated: (row) => isRange && row[column] === null,
  };
}

/** A cell as messages say it. */
export function cellText(cell: unknown): string {
  return typeof cell === 'number' ? formatInstant(cell) : found(cell);
}

/** What was given instead of what is expected, in a few words. */
export function found(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof RegExp) return String(value);
  const keys = Object.keys(value);
  const type = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (type !== 'Object') return `a ${type}`;
  return keys.length === 0 ? '{}' : `an object with ${quoted(keys.join(', '))}`;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function testOf(column: Column, condition: unknown): Test {
  if (Array.isArray(condition)) return oneOf(column, [...condition]);
  if (condition instanceof RegExp) return pattern(column, condition);
  if (isRecord(condition)) return range(column, condition);
  checkValue(column, condition);
  return { says: `is ${cellText(condition)}`, fits: (cell) => cell === condition };
}

const EXPECTED = {
  text: 'a text, a list of texts, or a RegExp',
  'text?': 'a text, null, a list of these, or a RegExp',
  date: 'an instant in milliseconds, a list of instants, or { before, after }',
  'date?': 'an instant in milliseconds, null, a list of these, or { before, after }',
  flag: 'true or false',
} as const;

function wrong(column: Column, what: string, next: string): TypeError {
  return new TypeError(
    `Column ${column}: found ${what}, expected ${EXPECTED[COLUMNS[column]]}. ${next}`,
  );
}

const SHOWN = 5;

function oneOf(column: Column, values: readonly unknown[]): Test {
  if (values.length === 0) {
    throw wrong(column, 'an empty list', 'No row would match: say what the column may hold.');
  }
  for (const value of values) checkValue(column, value);
  const wanted = new Set(values);
  if (wanted.has(true) && wanted.has(false)) {
    throw wrong(column, 'both', 'Every row would match: leave the column out.');
  }
  const texts = [...wanted].map(cellText);
  const more = texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : '';
  const says = `is ${texts.length > 1 ? 'one of ' : ''}${texts.slice(0, SHOWN).join(', ')}${more}`;
  return { says, fits: (cell) => wanted.has(cell) };
}

function pattern(column: Column, wanted: RegExp): Test {
  if (!COLUMNS[column].startsWith('text')) {
    throw wrong(column, String(wanted), 'No row would match: a pattern is for columns of text.');
  }
  if (wanted.global || wanted.sticky) {
    const next = 'With flag g or y it goes on where it last stopped: take the flag away.';
    throw wrong(column, String(wanted), next);
  }
  if (wanted.source === '(?:)') {
    throw wrong(column, 'an empty RegExp', 'Every text would match: say what it must hold.');
  }
  return {
    says: `matches ${wanted}`,
    fits: (cell) => typeof cell === 'string' && wanted.test(cell),
  };
}

function range(column: Column, condition: object): Test {
  const names = Object.keys(condition);
  const isRange = names.length > 0 && names.every((name) => name === 'before' || name === 'after');
  if (!COLUMNS[column].startsWith('date') || !isRange) {
    const isDate = condition instanceof Date;
    const next = isDate
      ? 'Give its getTime().'
      : 'No row would match: say what the column can hold.';
    throw wrong(column, found(condition), next);
  }
  const end = (name: 'after' | 'before') =>
    names.includes(name) ? moment(column, name, Reflect.get(condition, name)) : undefined;
  const [after, before] = [end('after'), end('before')];
  const says = [
    ...(after === undefined ? [] : [`after ${formatInstant(after)}`]),
    ...(before === undefined ? [] : [`before ${formatInstant(before)}`]),
  ].join(' and ');
  const [low, high] = [after ?? Number.NEGATIVE_INFINITY, before ?? Number.POSITIVE_INFINITY];
  // Both ends are excluded, and dates are whole milliseconds.
  if (Math.floor(low) + 1 >= high) {
    throw wrong(column, says, 'No date lies between the two: "after" must be the earlier one.');
  }
  return {
    says: `is ${says}`,
    fits: (cell) => typeof cell === 'number' && cell > low && cell < high,
  };
}

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

function moment(column: Column, name: string, value: unknown): Instant {
  if (isInstant(value)) return value;
  if (typeof value === 'string') {
    const instant = parseInstant(DAY_ONLY.test(value) ? `${value}T00:00:00Z` : value);
    if (instant !== undefined) return instant;
  }
  const next = value instanceof Date ? ' Give its getTime().' : '';
  throw new TypeError(
    `Column ${column}: found ${found(value)} for "${name}", expected an instant in milliseconds, ` +
      `a date such as 2026-09-11T13:14:52Z, or a UTC day such as 2026-09-11.${next}`,
  );
}

// Seconds and ages lie before, microseconds after what credentials can be dated.
const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(9999, 11, 31)];

function isInstant(value: unknown): value is Instant {
  return typeof value === 'number' && value >= EARLIEST && value <= LATEST;
}

function checkValue(column: Column, value: unknown): void {
  const kind = COLUMNS[column];
  if (value === null && kind.endsWith('?')) return;
  if (kind === 'flag' && typeof value === 'boolean') return;
  if (kind.startsWith('date') && isInstant(value)) return;
  if (kind.startsWith('text') && typeof value === 'string' && value !== '') {
    if (kind === 'text' || !isAbsent(column, value)) return;
    throw wrong(column, found(value), 'A cell that says so is null here: ask for null.');
  }
  throw wrong(column, found(value), 'No row would match: say what the column can hold.');
}
