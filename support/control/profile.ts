import type { Inputs } from './control';
import { isVisible } from './look-alike';

/** Controls by id, each with the inputs at which it meets a requirement. */
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
  /** That of its file, without `.ts`. */
  readonly name: string;
  readonly title: string;
  /** Where its requirement ids come from: a page of the publisher, or an official mapping. */
  readonly source?: string;
  /** Of the standard, as its publisher writes it. */
  readonly version?: string;
  /** The day on which the profile was last held against its source: `2026-11-29`, in UTC. */
  readonly heldAgainst?: string;
  /** The profile that it builds on; it may only tighten limits. */
  readonly extends?: Profile;
  /** Controls and limits by the id of the requirement that they serve. */
  readonly requirements: { readonly [id: string]: Requirement };
  /** Gives the requirement of each control that no requirement names: all are selected. */
  readonly everyControl?: (id: string) => string;
  /** Why a credential report cannot decide a requirement, by its id; where controls serve it too, a part of it. */
  readonly notDecidable?: { readonly [requirement: string]: string };
  /** By name; the first class that matches a user is the user's. */
  readonly classes?: { readonly [name: string]: ClassDeclaration };
}

/** Declares a profile: the default export of a file in `profiles/`. Checked when it is selected. */
export function profile(declaration: Profile): Profile {
  return declaration;
}

/** A misspelt field would check less than it says. (`explainProfile` takes 150 ms to load.) */
export function isProfile(value: unknown): value is Profile {
  return PROFILE(value);
}

type Holds = (value: unknown) => boolean;

const isText: Holds = (value) => typeof value === 'string' && isVisible(value);
/** Whether it is a day of the calendar, written `2026-11-29`. */
export const isDay: Holds = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};
const isTexts: Holds = (value) => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf =
  (holds: Holds): Holds =>
  (value) =>
    isRecord(value) && Object.values(value).every(holds);
const isRequirement = recordOf(isRecord);

function fields(needed: Readonly<Record<string, Holds>>, others: Readonly<Record<string, Holds>>) {
  const all = { ...needed, ...others };
  return (value: unknown) =>
    isRecord(value) &&
    Object.keys(needed).every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => Object.hasOwn(all, name) && all[name]?.(value[name]));
}

const CLASS = fields({ users: isTexts, controls: isRequirement }, { loosens: isText });

const PROFILE: Holds = fields(
  { name: isText, title: isText, requirements: recordOf(isRequirement) },
  {
    source: isText,
    version: isText,
    heldAgainst: isDay,
    extends: isProfile,
    everyControl: (value) => typeof value === 'function',
    notDecidable: recordOf(isText),
    classes: recordOf(CLASS),
  },
);

/** The profile's own requirements, not those of the one that it extends; `ids`: all controls. */
export function requirementsOf(
  { requirements, everyControl }: Profile,
  ids: readonly string[],
): Readonly<Record<string, Requirement>> {
  if (!everyControl) return requirements;
  const named = new Set(Object.values(requirements).flatMap((controls) => Object.keys(controls)));
  const all = new Map(Object.entries(requirements));
  for (const id of ids.filter((each) => !named.has(each))) {
    all.set(everyControl(id), { ...all.get(everyControl(id)), [id]: {} });
  }
  return Object.fromEntries(all);
}
