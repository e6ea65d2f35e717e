import { stripVTControlCharacters } from 'node:util';
import type { Status } from '../../control';
import {
  bySeverity,
  type ControlResult,
  countsOf,
  inputTexts,
  type SharedControl,
  STATUS_WORDS,
  STATUSES,
  sharedControls,
  totalOf,
  visible,
} from '../../result';
import { widthOf, wrap, wrapName } from '../wrap';
import type { Canvas, Colors } from './layout';

/** The colour of each status; what is neither good nor bad is dim. */
export const COLOR_OF = {
  error: 'red',
  failed: 'red',
  notReviewed: 'yellow',
  waived: 'yellow',
  passed: 'green',
  notApplicable: 'dim',
} as const satisfies Record<Status, keyof Colors>;

const GAP = '  ';
const SEVERITY = 'severity';
const CONTROL = 'control';
/** Where limits stand that do not fit behind the name of their control. */
const BELOW = ' '.repeat(SEVERITY.length + 2 * GAP.length);

interface Column {
  readonly status: Status;
  /** The heading, word below word where the label has several. */
  readonly words: readonly string[];
  readonly width: number;
}

interface Row {
  readonly result: ControlResult;
  /** The control, in several lines where its name is longer than its column. */
  readonly name: readonly string[];
  /** What stands behind the name if there is room, else below it. */
  readonly notes: readonly Note[];
}

type Note = readonly [text: string, paint: (text: string) => string];

/** A line for each control, the most severe first, and of each severity those that fail. */
export function controlsTable(results: readonly ControlResult[], canvas: Canvas): string {
  if (results.length === 0) return '';
  const columns = columnsOf(results);
  const counts = columns.reduce((sum, { width }) => sum + GAP.length + width, 0);
  const room = Math.max(canvas.width - SEVERITY.length - GAP.length - counts, CONTROL.length);
  const shared = [...sharedControls(results)].sort((a, b) => worstFirst(a.result, b.result));
  const limitsOf = limitsTeller(shared);
  const rows = shared.map((each) => rowOf(each.result, limitsOf(each), room, canvas.colors));
  const wide = Math.max(CONTROL.length, ...rows.map(widthOfName));
  return [
    ...heading(columns, wide, canvas.colors),
    ...rows.map((row) => rowText(row, columns, wide, canvas)),
  ].join('\n');
}

// What nobody has takes no room.
function columnsOf(results: readonly ControlResult[]): readonly Column[] {
  const total = totalOf({ results });
  return STATUSES.filter((status) => total[status] > 0).map((status) => {
    const words = wrap(STATUS_WORDS[status].label, HEADING);
    const digits = String(total[status]).length;
    return { status, words, width: Math.max(digits, ...words.map((word) => word.length)) };
  });
}

const HEADING = 10;

function rowOf(result: ControlResult, limits: string, room: number, colors: Colors): Row {
  const { id, profile, notRun } = result;
  const name = wrapName(visible(profile === undefined ? `${id} (plain test)` : id), room);
  const notes: readonly Note[] = [
    [limits, colors.dim],
    [notRun > 0 ? `(${notRun} not run)` : '', colors.yellow],
  ];
  const told = notes.filter(([text]) => text !== '');
  const line = [...name, ...told.map(([text]) => text)].join(GAP);
  return widthOf(line) > room ? { result, name, notes: told } : inOneLine(result, name, told);
}

function inOneLine(result: ControlResult, name: readonly string[], notes: readonly Note[]): Row {
  const painted = notes.map(([text, paint]) => paint(text));
  return { result, name: [[...name, ...painted].join(GAP)], notes: [] };
}

function widthOfName({ name }: Row): number {
  return Math.max(...name.map(visibleWidth));
}

function visibleWidth(line: string): number {
  return widthOf(stripVTControlCharacters(line));
}

function heading(columns: readonly Column[], wide: number, { dim }: Colors): readonly string[] {
  const height = Math.max(1, ...columns.map(({ words }) => words.length));
  return Array.from({ length: height }, (_, line) => {
    const isLast = line === height - 1;
    const cells = columns.map(({ words, width }) =>
      (words[line - height + words.length] ?? '').padStart(width),
    );
    const [severity, control] = isLast ? [SEVERITY, CONTROL] : ['', ''];
    const text = [severity.padEnd(SEVERITY.length), control.padEnd(wide), ...cells].join(GAP);
    return dim(text.trimEnd());
  });
}

function rowText(
  { result, name, notes }: Row,
  columns: readonly Column[],
  wide: number,
  { colors, width }: Canvas,
): string {
  const counts = countsOf(result);
  const cells = columns.map(({ status, width: column }) => {
    const cell = String(counts[status] || '-').padStart(column);
    return counts[status] > 0 ? colors[COLOR_OF[status]](cell) : colors.dim(cell);
  });
  const [first = '', ...rest] = name;
  const severity = (result.severity ?? '-').padEnd(SEVERITY.length);
  const control = first + ' '.repeat(wide - visibleWidth(first));
  const below = notes.flatMap(([text, paint]) => wrap(text, width - BELOW.length).map(paint));
  return [
    [severity, control, ...cells].join(GAP),
    ...rest.map((line) => ' '.repeat(SEVERITY.length) + GAP + line),
    ...below.map((line) => BELOW + line),
  ].join('\n');
}

function limits({ inputs }: ControlResult): string {
  // What is not demanded is no limit.
  const demanded = Object.entries(inputs).filter(([, value]) => value !== false);
  const spaced = inputTexts(Object.fromEntries(demanded)).map((text) => text.replaceAll(',', ', '));
  return visible(spaced.join(', '));
}

function worstFirst(a: ControlResult, b: ControlResult): number {
  return bySeverity(a, b) || badness(b) - badness(a);
}

function badness(result: ControlResult): number {
  const { error, failed } = countsOf(result);
  return error > 0 ? 2 : Number(failed > 0);
}

// One id twice is that of profiles with other limits.
function limitsTeller(shared: readonly SharedControl[]): (control: SharedControl) => string {
  const ids = shared.map(({ result }) => result.id);
  return ({ result, selections }) => {
    const isOne = ids.indexOf(result.id) === ids.lastIndexOf(result.id);
    if (isOne || result.profile === undefined) return limits(result);
    const profiles = visible(selections.map(({ profile }) => profile).join(', '));
    return [profiles, limits(result)].filter((text) => text !== '').join(': ');
  };
}
