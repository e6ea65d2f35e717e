import type { Inputs } from './control';
import { isVisible } from './look-alike';
import { hint } from './nearest';

/** The controls that meet one requirement, with the inputs at which they do. */
export type Requirement = { readonly [controlId: string]: Inputs };

/** A class of users with limits or controls of its own. */
export interface ClassDeclaration {
  /** Names (`ci-*`), paths (`/service/*`) or ARNs, with `*` for any characters. */
  readonly users: readonly string[];
  /** Why its limits may be looser than everybody's; without it, a looser limit is an error. */
  readonly loosens?: string;
  readonly controls: Requirement;
}

/** A standard or a house policy: which controls, at which limits, for which requirements. */
export interface Profile {
  /** As in IAMSPEC_PROFILE: the file's name without `.ts`. */
  readonly name: string;
  readonly title: string;
  /** Where a standard's requirement ids come from: a page of its publisher, or an official mapping. */
  readonly source?: string;
  /** The profile that this one builds on. It may add and tighten, never loosen. */
  readonly extends?: Profile;
  readonly requirements: { readonly [id: string]: Requirement };
  /** Requirements about credentials that the report cannot decide, and why. */
  readonly notDecidable?: { readonly [requirement: string]: string };
  /** The first class that matches a user is the user's. */
  readonly classes?: { readonly [name: string]: ClassDeclaration };
}

/** Declares a profile: the default export of a file in `profiles/`. Checked when it is selected. */
export function profile(declaration: Profile): Profile {
  return declaration;
}

/** Tells whether what a file exports is a profile by its shape. */
export function isProfile(value: unknown): value is Profile {
  return profileProblems(value).length === 0;
}

const isText = (value: unknown): boolean => typeof value === 'string' && isVisible(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf = (holds: (value: unknown) => boolean) => (value: unknown) =>
  isRecord(value) && Object.values(value).every(holds);
const isRequirement = recordOf(isRecord);

type Shape = Readonly<Record<string, { required: boolean; holds: (value: unknown) => boolean }>>;

const CLASS: Shape = {
  users: { required: true, holds: isTexts },
  loosens: { required: false, holds: isText },
  controls: { required: true, holds: isRequirement },
};

const PROFILE: Shape = {
  name: { required: true, holds: isText },
  title: { required: true, holds: isText },
  source: { required: false, holds: isText },
  extends: { required: false, holds: isProfile },
  requirements: { required: true, holds: recordOf(isRequirement) },
  notDecidable: { required: false, holds: recordOf(isText) },
  classes: {
    required: false,
    holds: recordOf((value) => shapeProblems(value, CLASS).length === 0),
  },
};

/**
 * What is wrong with the shape of a profile, one sentence each: a misspelt or missing field would
 * otherwise check less than it says.
 */
export function profileProblems(value: unknown): string[] {
  return shapeProblems(value, PROFILE);
}

function shapeProblems(value: unknown, shape: Shape): string[] {
  if (!isRecord(value)) return ['it is no object.'];
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name) => `it has an unknown field "${name}".${hint(name, Object.keys(shape))}`);
  const wrong = Object.entries(shape).flatMap(([name, { required, holds }]) => {
    if (!Object.hasOwn(value, name)) return required ? [`it has no ${name}.`] : [];
    return holds(value[name]) ? [] : [`its ${name} is not what it should be.`];
  });
  return [...unknown, ...wrong];
}
