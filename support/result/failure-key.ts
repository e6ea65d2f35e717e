import { type Measure, SEVERITIES, type Severity, type Verdict } from '../control';
import { isRecord } from './limits-text';

/** A control of a run, as the lines of `verdicts.ndjson` name it. */
export function controlKey(profile: string | null, control: string): string {
  return `"profile":${JSON.stringify(profile)},"control":${JSON.stringify(control)}`;
}

/** A verdict, as its line names it. */
export function failureKey(control: string, { severity, subject, arn }: Named): string {
  return `${control},"severity":"${severity}","subject":${JSON.stringify(subject)},"arn":${JSON.stringify(arn ?? null)}`;
}

type Named = Pick<Verdict, 'severity' | 'subject'> & { readonly arn: string | null | undefined };

/** How its line of `verdicts.ndjson` names each failure (`failureKey`), and what was measured, as JSON. */
export type KeyedFailures = Iterable<readonly [key: string, measured: string]>;

/** A failure as its key names it. */
export interface NamedFailure {
  readonly profile: string | null;
  readonly control: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly arn: string | null;
  /** null where nothing was. */
  readonly measured: Measure | null;
}

/** Failures by `subjectKey`, from their keys. Throws SyntaxError or TypeError where one is none. */
export function bySubject(failures: KeyedFailures): Map<string, NamedFailure> {
  const named = new Map<string, NamedFailure>();
  for (const [key, measured] of failures) {
    const failure: unknown = JSON.parse(`{${key},"measured":${measured}}`);
    if (!isNamedFailure(failure)) throw new TypeError(`${key} names no failure`);
    named.set(subjectKey(failure), failure);
  }
  return named;
}

function isNamedFailure(value: unknown): value is NamedFailure {
  if (!isRecord(value)) return false;
  const { profile, control, severity, subject, arn, measured } = value;
  return (
    [control, subject].every((each) => typeof each === 'string') &&
    [profile, arn].every((each) => each === null || typeof each === 'string') &&
    SEVERITIES.some((each) => each === severity) &&
    (measured === null || ['number', 'string', 'boolean'].includes(typeof measured))
  );
}

/** By what a failure is one and the same from run to run. */
export function subjectKey({ profile, control, subject }: Identified): string {
  return `${controlKey(profile, control)} ${subject}`;
}

type Identified = Pick<NamedFailure, 'profile' | 'control' | 'subject'>;
