import {
  fullReason,
  type Measure,
  type Owner,
  SEVERITIES,
  type Severity,
  type Status,
  type Verdict,
} from '../control';
import { ExpectedError, exactInstant, formatInstant, type Instant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  evidenceHeader,
  evidenceResults,
  type WaiverRecord,
  waiverRecord,
} from '../result';
import { json } from './json-text';

/**
 * One line, with every key, so that it tells by itself what it is of; with `failed`, `waiver` is the one that
 * has expired. Lines of before 1.0.0 lack the first three.
 */
export interface VerdictRecord {
  readonly account: string | null;
  /** The id of the run. */
  readonly run: string | null;
  /** When the report was generated: `2026-09-11T13:14:52Z`. */
  readonly asOf: string | null;
  readonly profile: string | null;
  readonly control: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly arn: string | null;
  readonly status: Status;
  readonly measured: Measure | null;
  readonly limit: Measure | null;
  readonly reason: string;
  readonly fix: string | null;
  readonly requirements: readonly string[];
  readonly class: string | null;
  readonly waiver: WaiverRecord | null;
  /** Who answers for the user, and by which rule. Lines of before 1.0.0 lack it and the next two. */
  readonly owner?: string | null;
  readonly ownerBy?: string | null;
  /** The first instant at which it fails if nothing changes, to the millisecond. */
  readonly dueAt?: string | null;
}

/** The message names the line that is none of a verdict. */
export class VerdictsError extends ExpectedError {
  override readonly name = 'VerdictsError';
}

/** A JSON object on each line, one for each control and subject. */
export function* verdictsNdjson(result: AuditResult): Generator<string> {
  const head = JSON.stringify(headOf(result)).slice(0, -1);
  const owned: Owned = new Map();
  for (const control of evidenceResults(result)) yield* lines(head, control, owned);
}

function headOf(result: AuditResult) {
  const { accountId, asOf } = evidenceHeader(result);
  return {
    account: accountId ?? null,
    run: result.run.id,
    asOf: asOf === undefined ? null : formatInstant(asOf),
  };
}

// By hand, since every run writes them: what verdicts share is turned into text once.
function* lines(
  head: string,
  { profile, id, requirements, verdicts }: ControlResult,
  owned: Owned,
): Generator<string> {
  const begin = `${head},"profile":${json(profile)},"control":${json(id)},"severity":"`;
  const served = json(requirements);
  for (const verdict of verdicts) {
    const { severity, subject, arn, status, measured, limit, fix, waiver, owner, dueAt } = verdict;
    yield `${begin}${severity}","subject":${json(subject)},"arn":${json(arn)},"status":"${status}"` +
      `,"measured":${json(measured)},"limit":${json(limit)},"reason":${json(fullReason(verdict))}` +
      `,"fix":${json(fix)},"requirements":${served},"class":${json(verdict.class)}` +
      `,"waiver":${waiver ? json(waiverRecord(waiver)) : 'null'}` +
      `${owned.get(owner) ?? remembered(owned, owner)},"dueAt":${due(dueAt)}}\n`;
  }
}

/** What parsing the lines of a result gives, without writing them. */
export function verdictRecords(result: AuditResult): readonly VerdictRecord[] {
  const of = headOf(result);
  return evidenceResults(result).flatMap((control) =>
    control.verdicts.map((verdict) => recordOf(of, control, verdict)),
  );
}

function recordOf(
  of: ReturnType<typeof headOf>,
  { profile, id, requirements }: ControlResult,
  verdict: Verdict,
): VerdictRecord {
  const { severity, subject, arn, status, fix, waiver, owner, dueAt } = verdict;
  return {
    ...of,
    profile: profile ?? null,
    control: id,
    severity,
    subject,
    arn: arn ?? null,
    status,
    measured: asJson(verdict.measured),
    limit: asJson(verdict.limit),
    reason: fullReason(verdict),
    fix: fix ?? null,
    requirements,
    class: verdict.class ?? null,
    waiver: waiver ? waiverRecord(waiver) : null,
    owner: owner?.name ?? null,
    ownerBy: owner?.by ?? null,
    dueAt: dueAt === undefined ? null : exactInstant(dueAt),
  };
}

// JSON has no number that is none.
function asJson(measure: Measure | undefined): Measure | null {
  return typeof measure === 'number' && !Number.isFinite(measure) ? null : (measure ?? null);
}

// Many verdicts are about one user.
type Owned = Map<Owner | undefined, string>;

function remembered(owned: Owned, owner: Owner | undefined): string {
  const text = `,"owner":${json(owner?.name)},"ownerBy":${json(owner?.by)}`;
  owned.set(owner, text);
  return text;
}

function due(instant: Instant | undefined): string {
  return instant === undefined ? 'null' : `"${exactInstant(instant)}"`;
}

/** Strict: each line holds exactly the keys that are written; else it throws VerdictsError. */
export function parseVerdictsNdjson(text: string): readonly VerdictRecord[] {
  if (text === '') throw new VerdictsError('verdicts.ndjson, line 1: there is no verdict');
  const records: VerdictRecord[] = [];
  // Not split: a few kilobytes can unpack to more lines than memory holds.
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? undefined : end);
    try {
      records.push(verdictRecord(JSON.parse(line)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const place = `verdicts.ndjson, line ${records.length + 1}`;
      throw new VerdictsError(`${place}: ${why}`, { cause: error });
    }
    start = end === -1 ? text.length : end + 1;
  }
  return records;
}

const STATUSES = ['passed', 'failed', 'error', 'waived', 'notApplicable', 'notReviewed'] as const;

type Fields = Readonly<Record<string, unknown>>;

function verdictRecord(value: unknown): VerdictRecord {
  const tellsOf = Object.hasOwn(Object(value), 'run');
  const tellsWho = Object.hasOwn(Object(value), 'owner');
  const fields = fieldsOf(value, 13 + (tellsOf ? 3 : 0) + (tellsWho ? 3 : 0));
  const of = (name: string) => (tellsOf ? textOrNull(fields, name) : null);
  const { severity, status, waiver } = fields;
  return {
    account: of('account'),
    run: of('run'),
    asOf: of('asOf'),
    profile: textOrNull(fields, 'profile'),
    control: text(fields, 'control'),
    severity: oneOf(SEVERITIES, severity, 'severity'),
    subject: text(fields, 'subject'),
    arn: textOrNull(fields, 'arn'),
    status: oneOf(STATUSES, status, 'status'),
    measured: measureOrNull(fields, 'measured'),
    limit: measureOrNull(fields, 'limit'),
    reason: text(fields, 'reason'),
    fix: textOrNull(fields, 'fix'),
    requirements: texts(fields, 'requirements'),
    class: textOrNull(fields, 'class'),
    waiver: waiver === null ? null : readWaiver(waiver),
    ...(tellsWho && {
      owner: textOrNull(fields, 'owner'),
      ownerBy: textOrNull(fields, 'ownerBy'),
      dueAt: textOrNull(fields, 'dueAt'),
    }),
  };
}

function readWaiver(value: unknown): WaiverRecord {
  const fields = fieldsOf(value, 6);
  return {
    subject: text(fields, 'subject'),
    reason: text(fields, 'reason'),
    owner: text(fields, 'owner'),
    approvedBy: text(fields, 'approvedBy'),
    ticket: textOrNull(fields, 'ticket'),
    expires: text(fields, 'expires'),
  };
}

// With so many keys and each that is read among them, there is no other.
function fieldsOf(value: unknown, count: number): Fields {
  if (!isFields(value)) throw new TypeError('an object is expected');
  const keys = Object.keys(value);
  if (keys.length !== count) throw new TypeError(`${keys.length} keys, expected ${count}`);
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw wrong(name, value, 'a text');
}

function textOrNull(fields: Fields, name: string): string | null {
  return fields[name] === null ? null : text(fields, name);
}

function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw wrong(name, value, 'a list of texts');
}

function measureOrNull(fields: Fields, name: string): Measure | null {
  const value = fields[name];
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value;
  throw wrong(name, value, 'a number, a text, true, false or null');
}

function oneOf<T extends string>(list: readonly T[], value: unknown, name: string): T {
  const found = list.find((item) => item === value);
  if (found === undefined) throw wrong(name, value, list.join(', '));
  return found;
}

function wrong(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`${name} is ${JSON.stringify(value)}, expected ${expected}`);
}
