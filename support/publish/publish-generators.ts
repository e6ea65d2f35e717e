/** What archiving depends on. */
export interface CheckedRun {
  readonly exitCode: number;
  readonly problems: readonly string[];
  readonly controls: readonly {
    readonly profile?: string | null | undefined;
    readonly id: string;
    readonly notRun: number;
  }[];
}

/** What archiving depends on. */
export interface CheckedVerdict {
  readonly profile: string | null;
  readonly control: string;
  readonly status: string;
}

const CHECKED = ['passed', 'failed', 'waived', 'notApplicable'];

/** The GeneratorIds of the controls that a run checked completely: only their old findings are gone. */
export function checkedGenerators(
  { exitCode, problems, controls }: CheckedRun,
  verdicts: readonly CheckedVerdict[],
): readonly string[] {
  if (exitCode === 2 || problems.length > 0) return [];
  const judged = new Set(verdicts.map(({ profile, control }) => generator(profile, control)));
  const unchecked = new Set([
    ...controls.filter(({ notRun }) => notRun > 0).map(({ profile, id }) => generator(profile, id)),
    ...verdicts
      .filter(({ status }) => !CHECKED.includes(status))
      .map(({ profile, control }) => generator(profile, control)),
  ]);
  const named = new Set(controls.map(({ profile, id }) => generator(profile, id)));
  return [...named].filter((each) => judged.has(each) && !unchecked.has(each));
}

function generator(profile: string | null | undefined, control: string): string {
  return `iamspec/${profile ?? '-'}/${control}`;
}
