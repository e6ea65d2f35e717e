import type { Status } from '../control';

/** What a comparison needs to know of a verdict. */
export interface ComparedVerdict {
  readonly profile: string | null;
  readonly control: string;
  readonly severity: string;
  readonly subject: string;
  readonly status: Status;
  readonly reason: string;
}

/** What became of one subject of one control between two runs. */
export type Change =
  /** Fails, and could not before: there was nothing to judge, or it was not checked. */
  | 'new'
  /** Fails, and passed or was waived before. */
  | 'regressed'
  /** Failed, or was waived, and passes now. */
  | 'fixed'
  /** Failed, or was waived, and is no more: deleted, or nothing left to judge. */
  | 'gone'
  | 'stillFailing'
  | 'newlyWaived'
  | 'stillWaived'
  /** Was not checked in the later run: nobody knows. */
  | 'unknown';

/** A change, with the later verdict; with the earlier one where there is no later. */
export interface ChangedVerdict extends ComparedVerdict {
  readonly change: Change;
  readonly before: Status | undefined;
  readonly after: Status | undefined;
}

/** The order in which changes are worth reading. */
export const CHANGES: readonly Change[] = [
  'new',
  'regressed',
  'unknown',
  'stillFailing',
  'newlyWaived',
  'stillWaived',
  'fixed',
  'gone',
];

/** The verdicts of one run. */
export interface ComparedRun {
  readonly verdicts: readonly ComparedVerdict[];
  /** The ids of controls of which the caller's filter left something out. */
  readonly partial: readonly string[];
}

/**
 * Compares the verdicts of two runs by profile, control and subject.
 *
 * @returns what is worth a reader's time; what passed or did not apply both times is left out
 */
export function diffRuns(before: ComparedRun, after: ComparedRun): readonly ChangedVerdict[] {
  const earlier = new Map(before.verdicts.map((verdict) => [key(verdict), verdict]));
  const later = new Set(after.verdicts.map(key));
  const checked = new Set(after.verdicts.map(({ profile, control }) => `${profile} ${control}`));
  const isChecked = ({ profile, control }: ComparedVerdict) =>
    checked.has(`${profile} ${control}`) && !after.partial.includes(control);
  const removed = before.verdicts.filter((verdict) => !later.has(key(verdict)));
  return [
    ...after.verdicts.flatMap((verdict) =>
      changed(verdict, earlier.get(key(verdict))?.status, verdict.status),
    ),
    // A control that was not run again has mended nothing.
    ...removed.flatMap((verdict) =>
      changed(verdict, verdict.status, isChecked(verdict) ? undefined : 'notReviewed'),
    ),
  ].sort((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change));
}

function key({ profile, control, subject }: ComparedVerdict): string {
  return JSON.stringify([profile, control, subject]);
}

function changed(
  verdict: ComparedVerdict,
  before: Status | undefined,
  after: Status | undefined,
): readonly ChangedVerdict[] {
  const change = changeOf(before, after);
  return change ? [{ ...verdict, change, before, after }] : [];
}

function changeOf(before: Status | undefined, after: Status | undefined): Change | undefined {
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
    case 'passed':
      return wasBad ? 'fixed' : undefined;
    default:
      return wasBad ? 'gone' : undefined;
  }
}
