import { NotUnderstood } from './csv';
import { type Answers, accountOf, answer, judges, type Terms } from './oracle';
import type { Account } from './procedures';
import { readReport } from './read-report';
import { type Recorded, readVerdicts } from './read-verdicts';
import { readTags } from './tags';

/** A control as a run selected it; `profile` undefined: a plain test file. `notRun`: verdicts that a filter left out. */
export interface SelectedControl extends Terms {
  readonly profile: string | undefined;
  readonly id: string;
  readonly notRun: number;
}

/** What a run left behind, raw. */
export interface Evidence {
  /** The bytes of `report.csv`. */
  readonly report: Uint8Array;
  /** The text of `facts.json`. */
  readonly facts: string;
  /** The lines of `verdicts.ndjson`. */
  readonly verdicts: string;
  /** At which ages are measured, in milliseconds since 1970 (UTC). */
  readonly asOf: number;
  /** Whether that is only when the report was read. */
  readonly isReadingTime: boolean;
  readonly controls: readonly SelectedControl[];
}

/** A verdict on which the two methods differ; `said` undefined: one of them has none. */
export interface Difference {
  readonly control: SelectedControl;
  readonly subject: string;
  readonly recorded: string | undefined;
  readonly second: string | undefined;
}

/** A control of which not all could be compared, and why. */
export interface NotCompared {
  readonly control: SelectedControl;
  readonly why: string;
}

/** What the second method says of a run. */
export interface Opinion {
  /** How many verdicts were judged again, of `total`. */
  readonly judged: number;
  readonly total: number;
  readonly differences: readonly Difference[];
  readonly notCompared: readonly NotCompared[];
  /** For which there is no procedure. */
  readonly notJudged: readonly SelectedControl[];
}

/**
 * Judges a run again by the other method, from the raw cells of its report, and compares. Throws
 * NotUnderstood where report, facts or verdicts are not to be read.
 */
export function secondOpinion(evidence: Evidence): Opinion {
  const { asOf, isReadingTime, controls, report } = evidence;
  const rows = readReport(report, asOf);
  const tags = readTags(evidence.facts);
  const account = accountOf(rows, { asOf, isReadingTime, tags });
  const { total, of } = readVerdicts(evidence.verdicts);
  const seen = new Set<string>();
  const parts = controls.map((control): Part => {
    const { profile, id } = control;
    if (profile === undefined || !judges(id)) return { ...EMPTY, notJudged: [control] };
    const key = JSON.stringify([profile, id]);
    if (seen.has(key)) return notCompared(control, 'the manifest names it twice');
    seen.add(key);
    return compare(control, of(profile, id), account);
  });
  return {
    total,
    judged: parts.reduce((sum, { judged }) => sum + judged, 0),
    differences: parts.flatMap(({ differences }) => differences),
    notCompared: parts.flatMap(({ notCompared }) => notCompared),
    notJudged: parts.flatMap(({ notJudged }) => notJudged),
  };
}

type Part = Omit<Opinion, 'total'>;

const EMPTY: Part = { judged: 0, differences: [], notCompared: [], notJudged: [] };

function notCompared(control: SelectedControl, why: string): Part {
  return { ...EMPTY, notCompared: [{ control, why }] };
}

function compare(control: SelectedControl, recorded: readonly Recorded[], account: Account): Part {
  let answers: Answers;
  try {
    answers = answer(control.id, account, control);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return notCompared(control, error.message);
  }
  const differences: Difference[] = [];
  const left = new Map(answers);
  const unchecked: Recorded[] = [];
  for (const record of recorded) {
    const { subject, status } = record;
    const second = left.get(subject);
    if (second !== undefined && agree(status, second)) left.delete(subject);
    else if (status === 'error') unchecked.push(record);
    else differences.push({ control, subject, recorded: status, second });
    left.delete(subject);
  }
  const missing = missingOf(
    control,
    left,
    unchecked.some(({ subject }) => !answers.has(subject)),
  );
  return {
    judged: recorded.length - unchecked.length,
    differences: [...differences, ...missing],
    notCompared: unchecked.length === 0 ? [] : [{ control, why: whyUnchecked(unchecked) }],
    notJudged: [],
  };
}

/** A waiver excuses what fails; whether it does so rightly is no matter of the report. */
function agree(recorded: string, second: string): boolean {
  return recorded === second || (recorded === 'waived' && second === 'failed');
}

// An error about all subjects of a control stands for each; a filter leaves out as many as the manifest says.
function missingOf(
  control: SelectedControl,
  left: Answers,
  standsForAll: boolean,
): readonly Difference[] {
  if (standsForAll || left.size === control.notRun) return [];
  return [...left].map(([subject, second]) => ({ control, subject, recorded: undefined, second }));
}

function whyUnchecked([first, ...others]: readonly Recorded[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `the run could not check ${first?.subject ?? ''}${more}, which the second method can`;
}
