/** What a run says of itself and of its controls, as far as archiving depends on it. */
export interface CheckedRun {
  readonly exitCode: number;
  readonly problems: readonly string[];
  readonly controls: readonly {
    /** Absent for a plain Jest file. */
    readonly profile?: string | null | undefined;
    readonly id: string;
    readonly notRun: number;
  }[];
}

/** A verdict of the run. */
export interface CheckedVerdict {
  readonly profile: string | null;
  readonly control: string;
  readonly status: string;
}

const CHECKED = ['passed', 'failed', 'waived', 'notApplicable'];

/**
 * The GeneratorIds of the controls that a run checked completely: of these alone a finding that the
 * run no longer has is gone. None where the run as a whole could not check.
 */
export function checkedGenerators(
  { exitCode, problems, controls }: CheckedRun,
  verdicts: readonly CheckedVerdict[],
): readonly string[] {
  if (exitCode === 2 || problems.length > 0) return [];
  const judged = new Set(verdicts.map(({ profile, control }) => generator(profile, control)));
  const unchecked = [
    ...controls.filter(({ notRun }) => notRun > 0).map((each) => generator(each.profile, each.id)),
    ...verdicts
      .filter(({ status }) => !CHECKED.includes(status))
      .map(({ profile, control }) => generator(profile, control)),
  ];
  const named = new Set(controls.map(({ profile, id }) => generator(profile, id)));
  return [...named].filter((each) => judged.has(each) && !unchecked.includes(each));
}

// As findings.asff.json has it.
function generator(profile: string | null | undefined, control: string): string {
  return `iamspec/${profile ?? '-'}/${control}`;
}
