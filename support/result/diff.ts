import type { ExitCode, Status } from '../control';

/** Without an ARN it is about no user, and can be about all subjects of the control. */
export interface ComparedVerdict {
  readonly profile: string | null;
  readonly control: string;
  readonly severity: string;
  readonly subject: string;
  readonly arn: string | null;
  readonly status: Status;
  readonly reason: string;
}

/** `limitChanged` passes under other limits; of what is `unknown` nobody can tell. */
export type Change =
  | 'new'
  | 'regressed'
  | 'fixed'
  | 'gone'
  | 'limitChanged'
  | 'stillFailing'
  | 'newlyWaived'
  | 'stillWaived'
  | 'unknown';

/** A change, with the later verdict; with the earlier one where there is no later. */
export interface ChangedVerdict extends ComparedVerdict {
  readonly change: Change;
  readonly before: Status | undefined;
  readonly after: Status | undefined;
  readonly limits: ChangedLimits | undefined;
}

interface ChangedLimits {
  readonly before: string;
  readonly after: string;
}

/** In the order in which they are worth reading. */
export const CHANGES: readonly Change[] = [
  'new',
  'regressed',
  'unknown',
  'limitChanged',
  'stillFailing',
  'newlyWaived',
  'stillWaived',
  'fixed',
  'gone',
];

/** `partial`: a filter left something out; `limits` is a text that differs where they do. */
export interface ComparedControl {
  readonly profile: string | null;
  readonly control: string;
  readonly partial: boolean;
  readonly limits: string;
}

/** The verdicts of one run, and the controls that gave them. */
export interface ComparedRun {
  readonly verdicts: readonly ComparedVerdict[];
  readonly controls: readonly ComparedControl[];
}

/** By profile, control and subject; what passed or did not apply both times is left out. */
export function diffRuns(before: ComparedRun, after: ComparedRun): readonly ChangedVerdict[] {
  const earlier = new Map(before.verdicts.map((verdict) => [key(verdict), verdict]));
  const later = new Set(after.verdicts.map(key));
  const checked = checkedControls(after);
  const limits = changedLimits(before, after);
  const removed = before.verdicts.filter((verdict) => !later.has(key(verdict)));
  return [
    ...after.verdicts.flatMap((verdict) =>
      changed(verdict, earlier.get(key(verdict))?.status, verdict.status, limits),
    ),
    // A control that was not run again, or not on all, has mended nothing.
    ...removed.flatMap((verdict) => {
      const status = checked.has(controlKey(verdict)) ? undefined : 'notReviewed';
      return changed(verdict, verdict.status, status, limits);
    }),
  ].sort((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change));
}

/** 1 where something newly fails; 2, which outweighs it, where something was not checked again. */
export function diffExitCode(changes: readonly Pick<ChangedVerdict, 'change'>[]): ExitCode {
  if (changes.some(({ change }) => change === 'unknown')) return 2;
  return changes.some(({ change }) => change === 'new' || change === 'regressed') ? 1 : 0;
}

function key({ profile, control, subject }: ComparedVerdict): string {
  return JSON.stringify([profile, control, subject]);
}

type OfControl = Pick<ComparedVerdict, 'profile' | 'control'>;

function controlKey({ profile, control }: OfControl): string {
  return JSON.stringify([profile, control]);
}

/** The controls that judged all their subjects: who is not among these is no more. */
function checkedControls({ verdicts, controls }: ComparedRun): ReadonlySet<string> {
  const checked = new Set(verdicts.map(controlKey));
  const unchecked = [
    ...controls.filter(({ partial }) => partial),
    ...verdicts.filter(
      ({ arn, status }) => arn === null && (status === 'error' || status === 'notReviewed'),
    ),
  ];
  for (const each of unchecked) checked.delete(controlKey(each));
  return checked;
}

function changedLimits(
  before: ComparedRun,
  after: ComparedRun,
): ReadonlyMap<string, ChangedLimits> {
  const limitsOf = ({ controls }: ComparedRun) =>
    new Map(controls.map((control) => [controlKey(control), control.limits]));
  const [earlier, later] = [limitsOf(before), limitsOf(after)];
  const all = [...earlier.keys(), ...later.keys()];
  const limits = (control: string): ChangedLimits => ({
    before: earlier.get(control) ?? 'not recorded',
    after: later.get(control) ?? 'not recorded',
  });
  const changed = all.filter((control) => earlier.get(control) !== later.get(control));
  return new Map(changed.map((control) => [control, limits(control)]));
}

function changed(
  verdict: ComparedVerdict,
  before: Status | undefined,
  after: Status | undefined,
  changes: ReadonlyMap<string, ChangedLimits>,
): readonly ChangedVerdict[] {
  const limits = changes.get(controlKey(verdict));
  const change = changeOf(before, after, limits !== undefined);
  return change ? [{ ...verdict, change, before, after, limits }] : [];
}

/** Of one subject; undefined where there is nothing to tell. */
export function changeOf(
  before: Status | undefined,
  after: Status | undefined,
  otherLimits: boolean,
): Change | undefined {
  const wasBad = before === 'failed' || before === 'waived';
  switch (after) {
    case 'error':
      return 'unknown';
    case 'notReviewed':
      return before === 'notReviewed' || before === 'notApplicable' ? undefined : 'unknown';
    case 'failed':
      if (before === 'failed') return 'stillFailing';
      return before === 'passed' || before === 'waived' ? 'regressed' : 'new';
    case 'waived':
      return before === 'waived' ? 'stillWaived' : 'newlyWaived';
    default:
      if (!wasBad) return undefined;
      if (otherLimits) return 'limitChanged';
      return after === 'passed' ? 'fixed' : 'gone';
  }
}
