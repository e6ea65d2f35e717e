import type { Options } from 'csv-parse/sync';
import { parseArn } from './arn';
import { COLUMNS, type Column, isColumn } from './columns';
import { quoted, ReportError } from './report-error';

interface Table {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

const OPTIONAL_COLUMN: Column = 'additional_credentials_info';

// Four times the 5,000 users that IAM allows; more would take more memory than pipelines have.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MOST_ROWS = 20_000;

// Of a user name (64 characters), which the ARN repeats, and a path (512, two are its slashes).
const MOST_COMMAS = 64 + 510 + 64;

/** RFC 4180 in UTF-8, columns in any order; throws ReportError for wrong columns or cells. */
export function readTable(content: Uint8Array): Table {
  const [header, ...rows] = readRecords(decode(content));
  if (!header) throw new ReportError(['the report is empty: not even a header row.']);
  checkHeader(header);
  const problems: string[] = [];
  const records = rows.map((row, index) => {
    const record = row.length > header.length ? rejoin(row, header) : row;
    if (record?.length === header.length) return record;
    problems.push(
      `row ${index + 2} (${userOf(row, header)}) has ${row.length} cells, the header ` +
        `has ${header.length}: the file was cut off or edited. Fetch or save the report again.`,
    );
    return [];
  });
  if (problems.length > 0) throw new ReportError(problems);
  return { header, records };
}

function userOf(row: readonly string[], header: readonly string[]): string {
  const user = row[header.indexOf('user')];
  return user === undefined ? 'no user' : quoted(user);
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new ReportError([
      'the report is not UTF-8 text. Save it as IAM delivers it, without a spreadsheet in between.',
    ]);
  }
}

function readRecords(text: string): string[][] {
  const records = readPlain(text) ?? parseRecords(text, { to: MOST_ROWS + 2 });
  if (records.length <= MOST_ROWS + 1) return records;
  let rows = -1;
  const count = () => {
    rows++;
    return null;
  };
  parseRecords(text, { on_record: count });
  throw new ReportError([
    `it has ${rows} rows, more than the ${MOST_ROWS} that are read: IAM allows an account 5,000 users. ` +
      'Audit the report of one account, as IAM delivers it.',
  ]);
}

// Without quotes, records are what line feeds and commas part: found in a tenth of the time.
function readPlain(text: string): string[][] | undefined {
  if (/["\r]/.test(text)) return undefined;
  const lines = text.split('\n', MOST_ROWS + 2);
  if (lines.length > MOST_ROWS + 1) return undefined;
  return lines.filter((line) => line !== '').map((line) => line.split(','));
}

function parseRecords(text: string, options: Options<string[]>): string[][] {
  // What IAM delivers is plain.
  const { CsvError, parse }: typeof import('csv-parse/sync') = require('csv-parse/sync');
  try {
    return parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      ...options,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ReportError([`the report is not valid CSV: ${oneLine(error.message)}.`]);
  }
}

// The message quotes the file, at any length.
function oneLine(message: string): string {
  return message.slice(0, 300).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

function checkHeader(header: readonly string[]): void {
  const found = new Set(header);
  const missing = Object.keys(COLUMNS).filter(
    (column) => column !== OPTIONAL_COLUMN && !found.has(column),
  );
  const twice = header
    .filter((column) => !found.delete(column))
    .map((column) => (isColumn(column) ? column : quoted(column)));
  const problems = [];
  if (missing.length > 0) {
    problems.push(
      `the header lacks ${missing.join(', ')}: this is no IAM credential report, or it was cut off.`,
    );
  }
  if (twice.length > 0) problems.push(`the header holds ${twice.slice(0, 10).join(', ')} twice.`);
  if (problems.length > 0) throw new ReportError(problems);
}

// Commas of an unquoted name or path make too many cells. The ARN begins with the last cell that
// can begin one (else two rows have run together), and must end in the name.
function rejoin(row: readonly string[], header: readonly string[]): readonly string[] | undefined {
  const start = header.indexOf('user');
  const surplus = row.length - header.length;
  if (header[start + 1] !== 'arn' || surplus > MOST_COMMAS) return undefined;
  const end = start + surplus + 2;
  const both = row.slice(start, end);
  const arnAt = both.findLastIndex((part, index) => index > 0 && part.startsWith('arn:'));
  if (arnAt === -1) return undefined;
  const [name, arn] = [both.slice(0, arnAt).join(','), both.slice(arnAt).join(',')];
  if (parseArn(arn)?.userName !== name) return undefined;
  return [...row.slice(0, start), name, arn, ...row.slice(end)];
}
