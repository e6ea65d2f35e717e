import { CsvError, type Options, parse } from 'csv-parse/sync';
import { parseArn } from './arn';
import { COLUMNS, type Column, isColumn } from './columns';
import { quoted, ReportError } from './report-error';

/** The report as text cells: one record per data row, each as long as the header. */
export interface Table {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

const OPTIONAL_COLUMN: Column = 'additional_credentials_info';

/**
 * Rows of a report at most, its root row among them: four times the 5,000 users that IAM allows an
 * account, which AWS raises for nobody. A file with more is no report of an account, and would take
 * more memory than the machines of a pipeline have.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_ROWS = 20_000;

/**
 * Commas of a user name and its ARN at most: a name has 64 characters and stands in both, a path has
 * 512, of which two are its slashes.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_COMMAS = 64 + 510 + 64;

/**
 * Reads the report's bytes as RFC 4180 CSV: by header name, in any order of columns, with or
 * without BOM, CRLF, quotes or a last newline.
 *
 * @throws ReportError where the bytes are no such CSV, a column is missing or stands twice, a row has
 *   another number of cells than the header, or there are more rows than an account can have users.
 */
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
  const records = parseRecords(text, { to: MOST_ROWS + 2 });
  if (records.length <= MOST_ROWS + 1) return records;
  // What is too much is counted, not kept.
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

function parseRecords(text: string, options: Options<string[]>): string[][] {
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
    // The first of a name takes it out.
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

/**
 * IAM user names and paths may contain commas. Where the writer did not quote them the row has too
 * many cells. The ARN begins with the last cell that can be the beginning of one: were it an earlier
 * one, two rows would have run together. `user` and `arn` are rejoined where that ARN ends in the name.
 */
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
