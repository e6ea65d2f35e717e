import { stringify } from 'csv-stringify/sync';
import { fullReason, type Measure } from '../control';
import { formatInstant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  waiverRecord,
  whoAndWhen,
} from '../result';

const COLUMNS = [
  'profile',
  'control',
  'severity',
  'subject',
  'arn',
  'status',
  'measured',
  'limit',
  'reason',
  'fix',
  'requirements',
  'class',
  'waiverReason',
  'waiverOwner',
  'waiverApprovedBy',
  'waiverTicket',
  'waiverExpires',
  'asOf',
  'source',
  'owner',
  'ownerBy',
  'dueAt',
];

/** At once: more records would not fit the processor's cache. */
const AT_ONCE = 100;

/**
 * For spreadsheets. Without the byte order mark, Excel takes UTF-8 for the machine's code page;
 * lines end in LF, times are UTC, and `waiverExpires` is a day.
 */
export function* verdictsCsv(result: AuditResult): Generator<string> {
  yield `\ufeff${text([COLUMNS])}`;
  const header = evidenceHeader(result);
  for (const control of evidenceResults(result)) {
    const { verdicts } = control;
    for (let first = 0; first < verdicts.length; first += AT_ONCE) {
      yield text(records(control, verdicts.slice(first, first + AT_ONCE), header));
    }
  }
}

type Cell = string | undefined;

function text(lines: readonly (readonly Cell[])[]): string {
  return stringify([...lines], { record_delimiter: 'unix' });
}

function records(
  { profile, id, requirements }: ControlResult,
  verdicts: ControlResult['verdicts'],
  { asOf, source }: EvidenceHeader,
): readonly (readonly Cell[])[] {
  const [ofProfile, control] = [guard(profile), guardCell(id)];
  const served = guard(requirements.join(', ') || undefined);
  const report = [asOf === undefined ? undefined : formatInstant(asOf), guardCell(source)];
  return verdicts.map((verdict) => {
    const waiver = verdict.waiver && waiverRecord(verdict.waiver);
    const who = whoAndWhen(verdict);
    return [
      ofProfile,
      control,
      verdict.severity,
      guardCell(verdict.subject),
      guard(verdict.arn),
      verdict.status,
      measureCell(verdict.measured),
      measureCell(verdict.limit),
      guardCell(fullReason(verdict)),
      guard(verdict.fix),
      served,
      guard(verdict.class),
      guard(waiver?.reason),
      guard(waiver?.owner),
      guard(waiver?.approvedBy),
      guard(waiver?.ticket ?? undefined),
      waiver?.expires,
      ...report,
      guard(who.owner),
      guard(who.ownerBy),
      who.dueAt,
    ];
  });
}

function measureCell(measure: Measure | undefined): Cell {
  return typeof measure === 'string' ? guardCell(measure) : measure?.toString();
}

function guard(cell: Cell): Cell {
  return cell === undefined ? undefined : guardCell(cell);
}

// What can begin a formula, where a program takes a cell to begin: at the start, or after what some
// country or program takes for a separator, with spaces, quotes and what is not seen before it.
// https://owasp.org/www-community/attacks/CSV_Injection
const SEPARATOR = /[,;|\t\r\n]/;
const SKIPPED = /[\s\p{C}"']/u;
const FORMULA = /[=+\-@\t\r\n＝＋－＠]/;
const RISKY = new RegExp(`(?:^|${SEPARATOR.source})${SKIPPED.source}*${FORMULA.source}`, 'u');
// Excel reads the requirement 1.10 as 1.1, and a user called 2023-01-01 as a date.
const NUMBER = /^'*\d[\d.,:/ eE+-]*$/;
const GUARDED_NUMBER = /^'(?='*\d[\d.,:/ eE+-]*$)/;

/** A single quote goes before what a spreadsheet would take for a formula, a number or a date. */
export function guardCell(text: string): string {
  const inert = RISKY.test(text) ? guarded(text) : text;
  return NUMBER.test(inert) ? `'${inert}` : inert;
}

/** Undoes `guardCell`. */
export function unguardCell(cell: string): string {
  return GUARDED_NUMBER.test(cell) ? cell.slice(1) : unguarded(cell);
}

function guarded(text: string): string {
  let inert = '';
  for (const { character, begins } of characters(text)) {
    inert += begins && FORMULA.test(character) ? `'${character}` : character;
  }
  return inert;
}

function unguarded(cell: string): string {
  let text = '';
  let at = 0;
  for (const { character, begins } of characters(cell)) {
    at += character.length;
    const guards = begins && character === "'" && FORMULA.test(cell.charAt(at));
    if (!guards) text += character;
  }
  return text;
}

// In one pass, each with whether it could be the first of a cell.
function* characters(text: string) {
  let begins = true;
  for (const character of text) {
    yield { character, begins };
    begins = SEPARATOR.test(character) || (begins && SKIPPED.test(character));
  }
}
