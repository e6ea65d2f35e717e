import type { Status } from '../control';

const BEGIN = '"profile":';
const END = ',"limit":';

// Bytes that are made a text at a time: the whole would take thrice as long.
const PIECE = 1 << 16;
const LINE_END = 0x0a;

/**
 * What failed, or has another status, from the bytes of `verdicts.ndjson`: how each line names its failure (`failureKey`), and
 * what was measured, as JSON. Found by its text, since most lines are of no interest: no quote in a JSON text is bare.
 */
export function* failedLines(
  bytes: Buffer,
  status: Status = 'failed',
): Generator<readonly [key: string, measured: string]> {
  const mark = `,"status":"${status}","measured":`;
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start + PIECE);
    const text = bytes.toString('utf8', start, end);
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
      const measured = at + mark.length;
      yield [
        text.slice(text.lastIndexOf(BEGIN, at), at),
        text.slice(measured, text.indexOf(END, measured)),
      ];
    }
    start = end;
  }
}

function endOfLine(bytes: Buffer, from: number): number {
  const found = from < bytes.length ? bytes.indexOf(LINE_END, from) : -1;
  return found === -1 ? bytes.length : found + 1;
}
