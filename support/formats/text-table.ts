import { createColors } from 'picocolors';
import { visible } from '../result';

/** ANSI colours or none, and the columns of the terminal: wider cells are broken. */
export interface TableOptions {
  readonly colors: boolean;
  readonly width?: number;
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
const GAP = NO_LINES.middle.length;
/** A date is so long: none is broken. */
const NARROWEST = 10;

/** Of a cell: one of any length would make each line of the table as long. */
const LONGEST = 300;

/** No lines, all cells visible; `-` stands for none, and what is too long is cut. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { colors, width = Number.POSITIVE_INFINITY }: TableOptions,
): string {
  // Loaded where a table is written: most runs write none.
  const Table: typeof import('cli-table3') = require('cli-table3');
  const { dim } = createColors(colors);
  const safe = rows.map((row) => row.map((cell) => visible(cut(cell))));
  const widths = columnWidths([head, ...safe], width);
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    head: head.map((title) => dim(title)),
  });
  for (const row of safe) {
    const broken = row.map((cell, at) => breakLines(cell, widths[at] ?? cell.length));
    table.push(broken.map((cell) => (cell === '-' ? dim(cell) : cell)));
  }
  return table.toString().split('\n').map(withoutSpaces).join('\n');
}

function cut(cell: string): string {
  return cell.length > LONGEST ? `${cell.slice(0, LONGEST).toWellFormed()}…` : cell;
}

function withoutSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  return line.slice(0, end);
}

function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const [head = []] = rows;
  const widths = head.map((_, at) =>
    rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0),
  );
  const least = head.map((title) => Math.max(title.length, NARROWEST));
  for (let excess = sum(widths) + GAP * (head.length - 1) - width; excess > 0; excess--) {
    const spare = widths.map((each, at) => each - (least[at] ?? each));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) <= 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

// Between words where it can be: a long name has none.
function breakLines(text: string, width: number): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

function pieces(word: string, width: number): readonly string[] {
  const characters = [...word];
  if (characters.length <= width) return [word];
  return [characters.slice(0, width).join(''), ...pieces(characters.slice(width).join(''), width)];
}
