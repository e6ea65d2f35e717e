import type { Inputs } from './control';

/** The controls that meet one requirement, with the inputs at which they do. */
export type Requirement = { readonly [controlId: string]: Inputs };

/** A standard or a house policy: which controls, at which limits, for which requirements. */
export interface Profile {
  /** As in IAMSPEC_PROFILE: the file's name without `.ts`. */
  readonly name: string;
  readonly title: string;
  /** The profile that this one builds on. It may add and tighten, never loosen. */
  readonly extends?: Profile;
  readonly requirements: { readonly [id: string]: Requirement };
}

/** Declares a profile: the default export of a file in `profiles/`. Checked when it is selected. */
export function profile(declaration: Profile): Profile {
  return declaration;
}

/** Tells whether what a file exports has the shape of a profile. */
export function isProfile(value: unknown): value is Profile {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    typeof value.title === 'string' &&
    isRecord(value.requirements) &&
    Object.values(value.requirements).every(
      (requirement) => isRecord(requirement) && Object.values(requirement).every(isRecord),
    ) &&
    (value.extends === undefined || isProfile(value.extends))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
