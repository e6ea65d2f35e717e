import { hash } from 'node:crypto';
import { fullReason, type Verdict, type Waiver } from '../control';
import { formatInstant, type Instant } from '../report';
import {
  type AuditedProfile,
  type AuditResult,
  type ControlResult,
  classLimits,
  countsOf,
  coverage,
  ENDINGS,
  editionOf,
  endingOf,
  evidenceHeader,
  evidenceResults,
  failuresOf,
  isDemo,
  limitsOf,
  notRunOf,
  REQUIREMENT_WORDS,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
  totalOf,
  waiverRecord,
  waiverUse,
  whoAndWhen,
} from '../result';
import { userRows } from './users-table';
import { type Cell, type Sheet, workbook } from './workbook';

/**
 * evidence.xlsx, for auditors: whose report it was and what came out, all users, all verdicts, the
 * exceptions, the limits that were judged by, and what a report cannot decide. Times are UTC, as
 * text. Equal results give equal bytes.
 */
export function xlsx(result: AuditResult): Uint8Array {
  const sheets = [
    summarySheet(result),
    populationSheet(result),
    verdictsSheet(result),
    exceptionsSheet(result),
    limitsSheet(result),
    notDecidableSheet(result),
  ];
  // Each by itself: a sheet is soon copied out of its workbook.
  const mark = isDemo(result) ? 'DEMO ' : '';
  return workbook(sheets.map((sheet) => ({ ...sheet, name: mark + sheet.name })));
}

type Row = readonly Cell[];

function summarySheet(result: AuditResult): Sheet {
  const { audited, run, profiles, problems, failOn, exitCode } = result;
  const { accountId, partition, source, asOf, readAt } = evidenceHeader(result);
  const all = { ...result, results: evidenceResults(result) };
  const counts = totalOf(all);
  const failures = failuresOf(all);
  return {
    name: 'Summary',
    columns: ['what', 'value'],
    rows: [
      ['account', accountId],
      ['partition', partition],
      ['source', source],
      ['as of', date(asOf)],
      ['as of, according to', audited?.report.asOfSource],
      ['read', date(readAt)],
      ['SHA-256 of the report', audited && hash('sha256', audited.snapshot.content)],
      ['users, with root', audited && audited.report.users.length + 1],
      ['run', run.id],
      ['started', date(run.startedAt)],
      ['iamspec', run.version],
      ['commit', run.commit],
      ...profiles.map((profile): Row => ['profile', profileText(profile)]),
      ['outcome', ENDINGS[endingOf(result)].word],
      ['exit code', exitCode],
      ['fails on', `${failOn} or worse`],
      ...problems.map((problem): Row => ['problem', problem]),
      ['verdicts', STATUSES.reduce((sum, status) => sum + counts[status], 0)],
      ...STATUSES.map((status): Row => [STATUS_WORDS[status].label, counts[status]]),
      ...SEVERITIES_DOWN.map((severity): Row => [`failed, ${severity}`, failures[severity]]),
      ['left out by a filter', notRunOf(result)],
    ],
  };
}

function profileText(profile: AuditedProfile): string {
  const { name, title, source } = profile;
  return [name, title, editionOf(profile), source].filter(Boolean).join(', ');
}

function populationSheet({ audited }: AuditResult): Sheet {
  const users = audited ? userRows(audited.report) : [];
  const [first = { user: undefined }] = users;
  return {
    name: 'Population',
    columns: Object.keys(first),
    rows: users.map((user): Row => Object.values(user)),
  };
}

type Columns<T> = Readonly<Record<string, (item: T) => Cell>>;

function sheetOf<T>(name: string, items: Iterable<T>, columns: Columns<T>): Sheet {
  return { name, columns: Object.keys(columns), rows: rowsOf(items, Object.values(columns)) };
}

function* rowsOf<T>(items: Iterable<T>, cells: readonly ((item: T) => Cell)[]): Generator<Row> {
  for (const item of items) yield cells.map((cell) => cell(item));
}

function verdictsSheet(result: AuditResult): Sheet {
  return sheetOf('Verdicts', judged(result), {
    profile: ({ control }) => control.profile,
    control: ({ control }) => control.id,
    severity: ({ verdict }) => verdict.severity,
    subject: ({ verdict }) => verdict.subject,
    arn: ({ verdict }) => verdict.arn,
    status: ({ verdict }) => STATUS_WORDS[verdict.status].label,
    measured: ({ verdict }) => verdict.measured,
    limit: ({ verdict }) => verdict.limit,
    since: ({ verdict }) => date(verdict.since),
    reason: ({ verdict }) => fullReason(verdict),
    remediation: ({ verdict }) => verdict.fix,
    requirements: ({ control }) => control.requirements.join(', '),
    owner: ({ verdict }) => verdict.owner?.name,
    'owner by': ({ verdict }) => verdict.owner?.by,
    due: ({ verdict }) => whoAndWhen(verdict).dueAt,
    class: ({ verdict }) => verdict.class,
    'waived until': ({ verdict }) => verdict.waiver && waiverRecord(verdict.waiver).expires,
  });
}

interface Judged {
  readonly control: ControlResult;
  readonly verdict: Verdict;
}

function* judged(result: AuditResult): Generator<Judged> {
  for (const control of evidenceResults(result)) {
    for (const verdict of control.verdicts) yield { control, verdict };
  }
}

function exceptionsSheet(result: AuditResult): Sheet {
  const { waivers, results } = result;
  const { asOf, readAt } = evidenceHeader(result);
  const use = waiverUse(waivers, results, asOf ?? readAt, result.audited?.report.users);
  const waived = new Map<Waiver, number>();
  for (const { verdict } of judged(result)) {
    const { status, waiver } = verdict;
    if (status === 'waived' && waiver) waived.set(waiver, (waived.get(waiver) ?? 0) + 1);
  }
  const state = (waiver: Waiver) => {
    if (waiver.expires < (asOf ?? readAt)) return 'expired';
    if (use.ending.includes(waiver)) return 'in use, ends soon';
    if (use.used.includes(waiver)) return 'in use';
    return use.stale.includes(waiver) ? 'matches nobody' : 'not needed';
  };
  const records = waivers.map((waiver) => ({ waiver, ...waiverRecord(waiver) }));
  return sheetOf('Exceptions', records, {
    control: ({ waiver }) => waiver.control,
    subject: ({ subject }) => subject,
    reason: ({ reason }) => reason,
    owner: ({ owner }) => owner,
    'approved by': ({ approvedBy }) => approvedBy,
    ticket: ({ ticket }) => ticket,
    expires: ({ expires }) => expires,
    state: ({ waiver }) => state(waiver),
    'verdicts waived': ({ waiver }) => waived.get(waiver) ?? 0,
  });
}

function limitsSheet({ results }: AuditResult): Sheet {
  return sheetOf('Limits', results, {
    profile: ({ profile }) => profile,
    control: ({ id }) => id,
    title: ({ about }) => about?.title,
    severity: ({ severity }) => severity,
    limits: ({ inputs }) => limitsOf(inputs),
    'other limits of classes': (control) => classLimits(control).join('\n'),
    requirements: ({ requirements }) => requirements.join(', '),
    NIST: ({ about }) => about?.nist.join(', '),
    ...Object.fromEntries(
      STATUSES.map((status) => [
        STATUS_WORDS[status].label,
        (control: ControlResult) => countsOf(control)[status],
      ]),
    ),
    'left out by a filter': ({ notRun }) => notRun,
  });
}

function notDecidableSheet(result: AuditResult): Sheet {
  const open = coverage(result).flatMap(({ profile, requirements }) =>
    requirements
      .filter(({ why }) => why !== undefined)
      .map((requirement) => ({ ...requirement, profile: profile.name })),
  );
  return sheetOf('Not decidable', open, {
    profile: ({ profile }) => profile,
    requirement: ({ id }) => id,
    state: ({ state }) => REQUIREMENT_WORDS[state].label,
    'controls for a part of it': ({ controls }) => controls.map(({ id }) => id).join(', '),
    why: ({ why }) => why,
  });
}

function date(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : formatInstant(instant);
}
