import { CsvError, parse } from 'csv-parse/sync';
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
 * Reads the report's bytes as RFC 4180 CSV: by header name, in any order of columns, with or
 * without BOM, CRLF, quotes or a last newline.
 *
 * @throws ReportError where the bytes are no such CSV, a column is missing or stands twice, or a
 *   row has another number of cells than the header.
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
  try {
    return parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
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
  const missing = Object.keys(COLUMNS).filter(
    (column) => column !== OPTIONAL_COLUMN && !header.includes(column),
  );
  const twice = header
    .filter((column, index) => header.indexOf(column) !== index)
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
 * many cells, and exactly one way to rejoin `user` and `arn` gives an ARN that ends in the name.
 */
function rejoin(row: readonly string[], header: readonly string[]): readonly string[] | undefined {
  const start = header.indexOf('user');
  if (header[start + 1] !== 'arn') return undefined;
  const surplus = row.length - header.length;
  const ways = Array.from({ length: surplus + 1 }, (_, inName) => {
    const arnStart = start + inName + 1;
    const arnEnd = arnStart + surplus - inName + 1;
    const name = row.slice(start, arnStart).join(',');
    const parts = row.slice(arnStart, arnEnd);
    // A second ARN among them means that two rows ran together, not that a path holds commas.
    const one = parts.filter((part) => part.startsWith('arn:')).length === 1;
    const arn = parts.join(',');
    return one && parseArn(arn)?.userName === name
      ? [...row.slice(0, start), name, arn, ...row.slice(arnEnd)]
      : undefined;
  }).filter((way) => way !== undefined);
  return ways.length === 1 ? ways[0] : undefined;
}
