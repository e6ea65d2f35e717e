/** The second method does not understand what it was given; the message says what and where. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

// Four times as many users as an account can have: more is no report of one account.
const MOST_ROWS = 20_000;

/**
 * The records of a CSV, one character after the other as RFC 4180 has it: another reader than the one that
 * judges first. A blank line is none. Throws NotUnderstood for a stray quote or too many records.
 */
export function recordsOf(text: string): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  for (let at = 0; at < text.length; ) {
    const { cells, end } = recordAt(text, at, records.length + 1);
    if (cells.length > 1 || cells[0] !== '') records.push(cells);
    if (records.length > MOST_ROWS + 1) {
      throw new NotUnderstood(`it has more than ${MOST_ROWS} rows`);
    }
    at = end;
  }
  return records;
}

function recordAt(text: string, start: number, number: number) {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    const { cell, end } = text[at] === '"' ? quotedAt(text, at, number) : plainAt(text, at, number);
    cells.push(cell);
    if (text[end] === ',') {
      at = end;
      continue;
    }
    return { cells, end: text[end] === '\r' ? end + 2 : end + 1 };
  }
}

function plainAt(text: string, start: number, number: number) {
  let end = start;
  while (end < text.length && text[end] !== ',' && !endsLine(text, end)) {
    if (text[end] === '"') throw new NotUnderstood(`row ${number} has a quote within a cell`);
    end++;
  }
  return { cell: text.slice(start, end), end };
}

function quotedAt(text: string, start: number, number: number) {
  let cell = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at++;
    } else {
      const end = at + 1;
      if (end >= text.length || text[end] === ',' || endsLine(text, end)) return { cell, end };
      throw new NotUnderstood(`row ${number} goes on after a cell in quotes`);
    }
  }
  throw new NotUnderstood(`row ${number} opens a quote that is never closed`);
}

function endsLine(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}
