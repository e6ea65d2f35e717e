import { inUtf8 } from './decode-file';
import { type Instant, parseInstant } from './instant';
import { quoted, ReportError } from './report-error';

/** `content` is the CSV; a bare CSV has no `generatedTime`. */
export interface SavedReport {
  readonly format: 'csv' | 'json';
  readonly content: Uint8Array;
  readonly generatedTime: Instant | undefined;
}

/** CSV, JSON of `aws iam get-credential-report` or its Content alone; else throws ReportError. */
export function readSavedReport(file: Uint8Array): SavedReport {
  const bytes = inUtf8(file);
  if (bytes.length === 0) {
    throw new ReportError([
      'the file is empty: what was to write it failed. "iamspec report --out report.json" waits until ' +
        'IAM is ready.',
    ]);
  }
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (start.startsWith('{')) return readAnswer(new TextDecoder().decode(bytes));
  refuseOtherOutput(start);
  const content = ENCODED.test(start) ? readContent(new TextDecoder().decode(bytes)) : bytes;
  return { format: 'csv', content, generatedTime: undefined };
}

function readAnswer(text: string): SavedReport {
  const answer = parseJson(text);
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

// No group: V8 remembers every turn of one, and runs out of memory where the text is long.
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

// Buffer.from skips what is not base64, which would turn damage into a shorter report.
function isBase64(text: string): boolean {
  return text !== '' && text.length % 4 === 0 && BASE64.test(text);
}

function base64(text: string): Uint8Array {
  if (text === '' || isBase64(text)) return Buffer.from(text, 'base64');
  throw notCliJson('Content is not base64');
}

function notCliJson(found: string): ReportError {
  return new ReportError([
    `the file is not what "aws iam get-credential-report" prints: ${found}. Save it again.`,
  ]);
}

// No CSV of IAM begins so long without a comma; its Content in base64 does.
const ENCODED = /^"?[A-Za-z0-9+/]{40}/;

function readContent(text: string): Uint8Array {
  if (text.includes('\t')) throw otherOutput('text');
  const trimmed = text.trim();
  const isJson = trimmed.startsWith('"');
  const inner = isJson && trimmed.endsWith('"') ? trimmed.slice(1, -1) : isJson ? '' : trimmed;
  const encoded = inner.replace(/\s/g, '');
  if (isBase64(encoded)) return Buffer.from(encoded, 'base64');
  throw new ReportError([
    `the file looks like the Content of a report in base64${isJson ? ', as JSON' : ''}, but was cut ` +
      `off or damaged. ${AGAIN}`,
  ]);
}

function refuseOtherOutput(start: string): void {
  if (/^-{5,}\r?\n\|/.test(start)) throw otherOutput('table');
  if (/^(?:- )?(?:Content|GeneratedTime|ReportFormat): /.test(start)) throw otherOutput('yaml');
}

const AGAIN =
  'Save it again: iamspec report --out report.json, or aws iam get-credential-report --output json.';

function otherOutput(format: 'text' | 'table' | 'yaml'): ReportError {
  return new ReportError([
    `the file is what "aws iam get-credential-report" prints with --output ${format}; only JSON is ` +
      `read. ${AGAIN}`,
  ]);
}
