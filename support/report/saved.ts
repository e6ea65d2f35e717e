import { type Instant, parseInstant } from './instant';
import { quoted, ReportError } from './report-error';

/** What a saved report holds. */
export interface SavedReport {
  readonly format: 'csv' | 'json';
  /** The CSV's bytes. */
  readonly content: Uint8Array;
  /** undefined for a bare CSV, which does not say when it was generated. */
  readonly generatedTime: Instant | undefined;
}

/**
 * Reads a saved report: a CSV as the IAM console downloads it, or the JSON that
 * `aws iam get-credential-report` prints.
 *
 * @throws ReportError where JSON is cut off or is not that command's output
 */
export function readSavedReport(bytes: Uint8Array): SavedReport {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (!start.startsWith('{')) return { format: 'csv', content: bytes, generatedTime: undefined };
  const answer = parseJson(new TextDecoder().decode(bytes));
  const content = base64(field(answer, 'Content'));
  const format = field(answer, 'ReportFormat');
  if (format !== 'text/csv')
    throw notCliJson(`ReportFormat is ${quoted(format)}, expected "text/csv"`);
  const generated = field(answer, 'GeneratedTime');
  const generatedTime = parseInstant(generated);
  if (generatedTime === undefined)
    throw notCliJson(`GeneratedTime ${quoted(generated)} is no date`);
  return { format: 'json', content, generatedTime };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notCliJson('the JSON cannot be parsed (was it cut off?)');
  }
}

function field(answer: unknown, name: string): string {
  const value: unknown = Object.entries(answer ?? {}).find(([key]) => key === name)?.[1];
  if (typeof value === 'string') return value;
  throw notCliJson(`it has no text ${name}`);
}

// One class of characters, and no group: V8 remembers every turn of a group, and runs out of memory
// for that where the text is long.
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

// Buffer.from skips what is not base64, which would turn damage into a shorter report.
function base64(text: string): Uint8Array {
  if (text.length % 4 === 0 && BASE64.test(text)) return Buffer.from(text, 'base64');
  throw notCliJson('Content is not base64');
}

function notCliJson(found: string): ReportError {
  return new ReportError([
    `the file is not what "aws iam get-credential-report" prints: ${found}. Save it again.`,
  ]);
}
