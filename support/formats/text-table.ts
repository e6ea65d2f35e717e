import { createColors } from 'picocolors';
import { visible } from '../result';
import { painted } from './summary/layout';
import { widthOf, wrapAnywhere } from './wrap';

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
    head: atBottom(head).map((title) => painted(title, dim)),
  });
  for (const row of safe) {
    const broken = row.map((cell, at) => wrapAnywhere(cell, widths[at] ?? LONGEST).join('\n'));
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
    rows.reduce((most, row) => Math.max(most, linesWidth(row[at] ?? '')), 0),
  );
  const least = head.map((title) => Math.max(linesWidth(title), NARROWEST));
  for (let excess = sum(widths) + GAP * (head.length - 1) - width; excess > 0; excess--) {
    const spare = widths.map((each, at) => each - (least[at] ?? each));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) <= 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

// A heading can have several lines; the last ones stand above the cells.
function atBottom(head: readonly string[]): readonly string[] {
  const heights = head.map((title) => title.split('\n').length);
  const height = Math.max(...heights);
  return head.map((title, at) => '\n'.repeat(height - (heights[at] ?? height)) + title);
}

function linesWidth(cell: string): number {
  return Math.max(...cell.split('\n').map(widthOf));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
