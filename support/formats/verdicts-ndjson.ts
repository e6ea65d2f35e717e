import {
  fullReason,
  type Measure,
  SEVERITIES,
  type Severity,
  type Status,
  type Waiver,
} from '../control';
import { ExpectedError, formatInstant, type Instant } from '../report';
import { type AuditResult, type ControlResult, evidenceResults } from '../result';
import { json } from './json-text';

/** A waiver as evidence shows it. */
export interface WaiverRecord {
  /** A subject's label or ARN, or a pattern with `*`. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string | null;
  /** The last day on which it holds, in UTC: `2026-01-31`. */
  readonly expires: string;
}

/** One line of verdicts.ndjson. Every line has every key. */
export interface VerdictRecord {
  /** null for a plain Jest file. */
  readonly profile: string | null;
  readonly control: string;
  readonly severity: Severity;
  readonly subject: string;
  /** null where the verdict is about no user. */
  readonly arn: string | null;
  readonly status: Status;
  readonly measured: Measure | null;
  readonly limit: Measure | null;
  readonly reason: string;
  readonly fix: string | null;
  /** The ids of the profile's requirements that the control serves. */
  readonly requirements: readonly string[];
  readonly class: string | null;
  /** The waiver that applies; with `failed`, the one that has expired. */
  readonly waiver: WaiverRecord | null;
}

/** verdicts.ndjson does not hold verdicts; the message names the line. */
export class VerdictsError extends ExpectedError {
  override readonly name = 'VerdictsError';
}

/** Writes verdicts.ndjson: a JSON object on each line, one for each control and subject. */
export function* verdictsNdjson(result: AuditResult): Generator<string> {
  for (const control of evidenceResults(result)) yield* lines(control);
}

// Put together by hand, since what all verdicts of a control share is turned into text once.
function* lines({ profile, id, requirements, verdicts }: ControlResult): Generator<string> {
  const begin = `{"profile":${json(profile)},"control":${json(id)},"severity":"`;
  const served = json(requirements);
  for (const verdict of verdicts) {
    const { severity, subject, arn, status, measured, limit, fix, waiver } = verdict;
    yield `${begin}${severity}","subject":${json(subject)},"arn":${json(arn)},"status":"${status}"` +
      `,"measured":${json(measured)},"limit":${json(limit)},"reason":${json(fullReason(verdict))}` +
      `,"fix":${json(fix)},"requirements":${served},"class":${json(verdict.class)}` +
      `,"waiver":${waiver ? json(waiverRecord(waiver)) : 'null'}}\n`;
  }
}

/** A waiver as evidence shows it. */
export function waiverRecord(waiver: Waiver): WaiverRecord {
  const { subject, reason, owner, approvedBy, ticket = null, expires } = waiver;
  return { subject, reason, owner, approvedBy, ticket, expires: utcDay(expires) };
}

/** The day of an instant in UTC: `2026-01-31`. */
export function utcDay(instant: Instant): string {
  return formatInstant(instant).slice(0, 'YYYY-MM-DD'.length);
}

/**
 * Reads verdicts.ndjson back. Strict: each line must hold exactly the keys that are written, with
 * values of their types.
 *
 * @throws VerdictsError that names the first line that is none of a verdict
 */
export function parseVerdictsNdjson(text: string): readonly VerdictRecord[] {
  const texts = text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  if (texts.length === 0) throw new VerdictsError('verdicts.ndjson, line 1: there is no verdict');
  return texts.map((line, index) => {
    try {
      return verdictRecord(JSON.parse(line));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new VerdictsError(`verdicts.ndjson, line ${index + 1}: ${why}`, { cause: error });
    }
  });
}

const STATUSES: readonly Status[] = [
  'passed',
  'failed',
  'error',
  'waived',
  'notApplicable',
  'notReviewed',
];

type Fields = Readonly<Record<string, unknown>>;

function verdictRecord(value: unknown): VerdictRecord {
  const fields = fieldsOf(value, 13);
  const { severity, status, waiver } = fields;
  return {
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
