import { appendFileSync, closeSync, existsSync, openSync, readSync, truncateSync } from 'node:fs';
import { ExpectedError } from '../report';
import { formatRecord, type OrganizationRecord, parseRecord } from '../result';

/** A line of a run's log, other than the last, is not a record. */
export class RunLogError extends ExpectedError {
  override readonly name = 'RunLogError';
}

/** In one write: a killed process leaves the record whole, or as an incomplete last line. */
export function appendRecord(path: string, record: OrganizationRecord): void {
  appendFileSync(path, formatRecord(record), { mode: 0o600 });
}

/** Cuts off an incomplete last line. */
export function repairLog(path: string): void {
  if (!existsSync(path)) return;
  let whole = 0;
  for (const { end, torn } of linesOf(path)) {
    if (!torn) whole = end;
  }
  truncateSync(path, whole);
}

/** The last record of each account, which may have been tried again. Throws a RunLogError. */
export function* readRecords(path: string): Generator<OrganizationRecord> {
  const last = new Map<string, number>();
  for (const { record, end } of everyRecord(path)) last.set(record.account, end);
  for (const { record, end } of everyRecord(path)) {
    if (last.get(record.account) === end) yield record;
  }
}

function* everyRecord(path: string): Generator<{ record: OrganizationRecord; end: number }> {
  if (!existsSync(path)) return;
  for (const { text, end, number, torn } of linesOf(path)) {
    if (torn) return;
    const record = parseRecord(text);
    if (!record) throw new RunLogError(`${path}, line ${number}: this is no record of a run.`);
    yield { record, end };
  }
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly end: number;
  readonly torn: boolean;
}

const CHUNK = 1 << 16;
const LINE_END = 10;

function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK);
  let pieces: Buffer[] = [];
  let [number, end] = [0, 0];
  try {
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      let start = 0;
      for (let at = lineEnd(chunk, start, size); at >= 0; at = lineEnd(chunk, start, size)) {
        const line = Buffer.concat([...pieces, chunk.subarray(start, at)]);
        number++;
        end += line.length + 1;
        yield { text: line.toString(), number, end, torn: false };
        pieces = [];
        start = at + 1;
      }
      if (start < size) pieces.push(Buffer.from(chunk.subarray(start, size)));
    }
    const rest = Buffer.concat(pieces);
    if (rest.length > 0) {
      yield { text: rest.toString(), number: number + 1, end: end + rest.length, torn: true };
    }
  } finally {
    closeSync(file);
  }
}

function lineEnd(chunk: Buffer, start: number, size: number): number {
  const at = chunk.indexOf(LINE_END, start);
  return at < size ? at : -1;
}
