import { fullReason, type Measure, reaches, type Status, type Verdict } from '../control';
import { DAY, type Instant } from '../report';
import type { AuditResult, ControlResult } from './audit-result';
import { type Change, changeOf } from './diff';
import {
  bySubject,
  controlKey,
  failureKey,
  type KeyedFailures,
  type NamedFailure,
  subjectKey,
} from './failure-key';
import { limitsText } from './limits-text';

/** Subjects of one control; a plain Jest file has no profile. */
export interface ChangedSubjects {
  readonly profile: string | null;
  readonly control: string;
  readonly subjects: readonly string[];
}

/** The run that another is compared with; `manifest`: the SHA-256 of its manifest, in hexadecimal digits. */
export interface ComparedWith {
  readonly runId: string;
  readonly startedAt: Instant;
  readonly manifest: string;
}

/** How the failures of a run differ from those of an earlier one, by profile, control and subject. */
export interface Changes {
  readonly before: ComparedWith;
  /** Whether somebody named that run (`IAMSPEC_SINCE`): then only what is new decides the exit code. */
  readonly isReference: boolean;
  /** The runs since the reference that were looked at: what did not fail in one of them is new here. */
  readonly between: readonly string[];
  /** What fails now, and did not then, or less badly, or was another credential. */
  readonly new: readonly ChangedSubjects[];
  /** How many failed then, and fail now as they did. */
  readonly still: number;
  /** What failed then, and now passes under the same limits, or is there no more. */
  readonly mended: readonly ChangedSubjects[];
  /** How many failed then, and now are waived, or within another limit. */
  readonly setAside: number;
}

/** What is known of an earlier run, to compare another one with it. */
export interface EarlierRun extends ComparedWith {
  readonly asOf: Instant;
  readonly account: string;
  readonly isReference: boolean;
  readonly between: readonly string[];
  /** The limits of each control, by `controlKey`, as a text that differs where they do. */
  readonly limits: ReadonlyMap<string, string>;
  readonly failures: KeyedFailures;
  /** Of a reference: why each failed, by `failureKey`; the same measure can be about something else. */
  readonly reasons?: ReadonlyMap<string, string>;
}

/** How the failures of `results` differ from those of an earlier run of the same account. */
export function changesSince(
  earlier: EarlierRun,
  { results, audited }: Pick<AuditResult, 'results' | 'audited'>,
): Changes {
  const made = madeSince(earlier, audited);
  const { same, left } = sameFailures(earlier, results, made);
  // Few: the others were told by their key alone.
  const then = bySubject(left);
  const found = results.map((result) => ({
    result,
    verdicts: result.verdicts.filter((verdict) => {
      if (verdict.status !== 'failed' || same.has(verdict)) return false;
      const key = subjectKey({ ...nameOf(result), subject: verdict.subject });
      const before = then.get(key);
      then.delete(key);
      return (
        before === undefined ||
        made.has(verdict.arn ?? '') ||
        isOtherFailure(verdict, before, earlier)
      );
    }),
  }));
  const added = found.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
  const { runId, startedAt, manifest, isReference, between } = earlier;
  return {
    before: { runId, startedAt, manifest },
    isReference,
    between,
    new: found.flatMap(({ result, verdicts }) =>
      verdicts.length === 0
        ? []
        : [{ ...nameOf(result), subjects: verdicts.map(({ subject }) => subject) }],
    ),
    still: failures(results) - added,
    ...noLonger(then, earlier, results),
  };
}

// Who was deleted and made anew under the same name is somebody else.
function madeSince(
  { isReference, asOf }: EarlierRun,
  audited: AuditResult['audited'],
): ReadonlySet<string> {
  const users = isReference ? (audited?.report.users ?? []) : [];
  return new Set(users.filter(({ createdAt }) => createdAt > asOf).map(({ arn }) => arn));
}

// An age tells by itself what it is of; without one, only the sentence does.
function hasSameReason(verdict: Verdict, key: string, { reasons }: EarlierRun): boolean {
  if (!reasons || verdict.since !== undefined) return true;
  return withoutAge(fullReason(verdict)) === withoutAge(reasons.get(key) ?? '');
}

// What grows by itself from night to night is nothing else.
function withoutAge(reason: string): string {
  return reason.replace(/\d+ days?(?: [\d:.]+)? before the report/g, '');
}

interface Failure {
  readonly place: number;
  readonly key: string;
  readonly verdict: Verdict;
}

// Both runs are in the order of the report, so that most follow one another and need not be looked up.
function sameFailures(
  earlier: EarlierRun,
  results: readonly ControlResult[],
  made: ReadonlySet<string>,
) {
  const same = new Set<Verdict>();
  const left: (readonly [key: string, measured: string])[] = [];
  const ahead = failuresIn(results);
  let next = ahead.next().value;
  let known: ReadonlyMap<string, Failure> | undefined;
  for (const failure of earlier.failures) {
    const [key, measured] = failure;
    if (next?.key !== key) {
      known ??= new Map([...failuresIn(results)].map((each) => [each.key, each]));
      const place = known.get(key)?.place ?? -1;
      while (next && next.place < place) next = ahead.next().value;
    }
    const verdict = (next?.key === key ? next : known?.get(key))?.verdict;
    const isSame =
      verdict &&
      !made.has(verdict.arn ?? '') &&
      !isWorse(verdict, JSON.parse(measured), earlier) &&
      hasSameReason(verdict, key, earlier);
    if (isSame) same.add(verdict);
    else left.push(failure);
    if (next?.key === key) next = ahead.next().value;
  }
  return { same, left };
}

function* failuresIn(results: readonly ControlResult[]): Generator<Failure, undefined> {
  let place = 0;
  for (const result of results) {
    const control = keyOf(result);
    for (const verdict of result.verdicts) {
      if (verdict.status !== 'failed') continue;
      yield { place, key: failureKey(control, verdict), verdict };
      place++;
    }
  }
  return undefined;
}

function nameOf({ profile, id }: ControlResult) {
  return { profile: profile ?? null, control: id };
}

function keyOf({ profile, id }: ControlResult): string {
  return controlKey(profile ?? null, id);
}

function failures(results: readonly ControlResult[]): number {
  let sum = 0;
  for (const { verdicts } of results) {
    for (const { status } of verdicts) if (status === 'failed') sum++;
  }
  return sum;
}

function isOtherFailure(verdict: Verdict, then: NamedFailure, earlier: EarlierRun): boolean {
  const isMoreSevere =
    verdict.severity !== then.severity && reaches(verdict.severity, then.severity);
  return (
    isMoreSevere ||
    (verdict.arn ?? null) !== then.arn ||
    isWorse(verdict, then.measured, earlier) ||
    !hasSameReason(verdict, failureKey(controlKey(then.profile, then.control), then), earlier)
  );
}

type Dated = Pick<EarlierRun, 'asOf'>;

/**
 * Whether what is measured is worse than it was, or that of another credential. An age is not: it is measured
 * from the same instant as then. A count is where it is further from the limit; anything else, where it differs.
 */
function isWorse({ measured, limit, since }: Verdict, then: Measure | null, { asOf }: Dated) {
  if (since !== undefined) {
    return typeof then !== 'number' || Math.round(asOf - then * DAY) !== since;
  }
  if (typeof measured === 'number' && typeof then === 'number' && typeof limit === 'number') {
    return Math.abs(measured - limit) > Math.abs(then - limit);
  }
  return (measured ?? null) !== then;
}

// Failures of then that are none now.
function noLonger(
  then: ReadonlyMap<string, NamedFailure>,
  { limits }: EarlierRun,
  results: readonly ControlResult[],
): Pick<Changes, 'mended' | 'setAside'> {
  const now = new Map(results.map((result) => [keyOf(result), result]));
  const mended = new Map<string, { profile: string | null; control: string; subjects: string[] }>();
  let setAside = 0;
  const statuses = statusReader();
  for (const { profile, control, subject } of then.values()) {
    const key = controlKey(profile, control);
    const result = now.get(key);
    if (!result) continue;
    const change = changeOf(
      'failed',
      statuses(result, subject),
      limits.get(key) !== limitsText(result),
    );
    if (SET_ASIDE.includes(change)) setAside++;
    if (change !== 'fixed' && change !== 'gone') continue;
    const own = mended.get(key) ?? { profile, control, subjects: [] };
    mended.set(key, own);
    own.subjects.push(subject);
  }
  return { mended: [...mended.values()], setAside };
}

const SET_ASIDE: readonly (Change | undefined)[] = ['newlyWaived', 'limitChanged'];

// Made once for each control, where it is asked for.
function statusReader() {
  const known = new Map<ControlResult, ReadonlyMap<string, Status>>();
  return (result: ControlResult, subject: string): Status | undefined => {
    const made =
      known.get(result) ?? new Map(result.verdicts.map((each) => [each.subject, each.status]));
    known.set(result, made);
    // A control that did not look at all of its subjects has mended nothing.
    return made.get(subject) ?? (isWhole(result) ? undefined : 'notReviewed');
  };
}

function isWhole({ verdicts, notRun }: ControlResult): boolean {
  const isOfAll = ({ arn, status }: Verdict) =>
    arn === undefined && (status === 'error' || status === 'notReviewed');
  return notRun === 0 && verdicts.length > 0 && !verdicts.some(isOfAll);
}

/** How many subjects a list names. */
export function changedCount(list: readonly ChangedSubjects[]): number {
  return list.reduce((sum, { subjects }) => sum + subjects.length, 0);
}

/** How many of them are of a control. */
export function changedIn(list: readonly ChangedSubjects[], control: Identity): number {
  return changedCount(ofControl(list, control));
}

type Identity = Pick<ControlResult, 'profile' | 'id'>;

function ofControl(list: readonly ChangedSubjects[], { profile, id }: Identity) {
  return list.filter((each) => each.profile === (profile ?? null) && each.control === id);
}

/** Whether a failure of a control is new; undefined where the run was compared with none. */
export function isNewIn(
  { changes }: Pick<AuditResult, 'changes'>,
  control: Identity,
): ((verdict: Pick<Verdict, 'subject'>) => boolean) | undefined {
  if (!changes) return undefined;
  const subjects = new Set(ofControl(changes.new, control).flatMap((each) => each.subjects));
  return ({ subject }) => subjects.has(subject);
}

/** Whether a verdict fails as it did in the reference that was named: then it does not decide the exit code. */
export function isExcusedIn(
  result: Pick<AuditResult, 'changes'>,
  control: Identity,
): (verdict: Pick<Verdict, 'subject' | 'status'>) => boolean {
  const isNew = result.changes?.isReference ? isNewIn(result, control) : undefined;
  return (verdict) => verdict.status === 'failed' && isNew?.(verdict) === false;
}
