import type { ControlResult } from './audit-result';

/** A control of which several profiles say the same of everybody; or which one selects. */
export interface SharedControl {
  /** Of the first profile. */
  readonly result: ControlResult;
  readonly selections: readonly Pick<ControlResult, 'profile' | 'requirements'>[];
}

/** Puts together what several profiles found alike, so that each finding is told once; in order. */
export function sharedControls(results: readonly ControlResult[]): readonly SharedControl[] {
  const shared: (SharedControl & { readonly selections: SharedControl['selections'][number][] })[] =
    [];
  for (const result of results) {
    const found = shared.find((each) => isAlike(each.result, result));
    const { profile, requirements } = result;
    if (found) found.selections.push({ profile, requirements });
    else shared.push({ result, selections: [{ profile, requirements }] });
  }
  return shared;
}

// By what they say, not by what they were told: a filter can have left out subjects of one of them.
function isAlike(a: ControlResult, b: ControlResult): boolean {
  return (
    a.id === b.id &&
    a.profile !== undefined &&
    b.profile !== undefined &&
    a.notRun === b.notRun &&
    JSON.stringify(a.inputs) === JSON.stringify(b.inputs) &&
    a.verdicts.length === b.verdicts.length &&
    a.verdicts.every((verdict, at) => {
      const other = b.verdicts[at];
      return (
        verdict.status === other?.status &&
        verdict.subject === other.subject &&
        verdict.reason === other.reason
      );
    })
  );
}

/** The requirements that a control serves: `cis-aws-5.0 1.14, pci-dss-4.0.1 8.3.9`. */
export function requirementTexts({ selections }: SharedControl): readonly string[] {
  return selections.flatMap(({ profile, requirements }) =>
    requirements.map((id) => `${profile} ${id}`),
  );
}
