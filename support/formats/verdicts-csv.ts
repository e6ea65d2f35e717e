import { fullReason, type Measure } from '../control';
import { formatInstant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  guardCell,
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
  const { stringify }: typeof import('csv-stringify/sync') = require('csv-stringify/sync');
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
