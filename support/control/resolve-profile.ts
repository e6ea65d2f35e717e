import { ConfigurationError } from './configuration-error';
import type { Control, Direction, Input, Inputs } from './control';
import { hint } from './nearest';
import { matchesPattern } from './pattern';
import { type ClassDeclaration, type Profile, requirementsOf } from './profile';
import type { Scope } from './user-class';

/** A file of `controls/` that declares a control, or should: then `problem` says what is wrong. */
export interface CatalogueEntry {
  readonly id: string;
  readonly control: Control | undefined;
  readonly problem: string | undefined;
}

/** A line of a file, which is named as evidence names it. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A control that a profile selects; `inputs` are all, defaults included. */
export interface Selection {
  readonly profile: string;
  readonly id: string;
  readonly control: Control | undefined;
  readonly problem: string | undefined;
  readonly inputs: Inputs;
  readonly scope: Scope;
  /** None where it is for classes alone. */
  readonly requirements: readonly string[];
  /** Where one's own policy selects it; undefined where only iamspec's does. */
  readonly place?: Place | undefined;
}

interface Draft {
  readonly entry: CatalogueEntry;
  readonly inputs: Inputs;
  readonly requirements: readonly string[];
  readonly everybody: boolean;
  readonly classInputs: ReadonlyMap<string, Inputs>;
}

interface Work {
  readonly catalogue: readonly CatalogueEntry[];
  readonly problems: string[];
}

/** Throws ConfigurationError with all that is wrong, such as a limit looser than the base's. */
export function resolveProfile(
  profile: Profile,
  catalogue: readonly CatalogueEntry[],
): readonly Selection[] {
  const problems: string[] = [];
  const classes = allClasses(profile, problems);
  const work = { catalogue, problems };
  const drafts = resolveRequirements(profile, work);
  for (const named of classes) resolveClass(profile.name, named, drafts, work);
  if (drafts.size === 0) problems.push(`Profile ${profile.name} selects no control.`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return [...drafts.values()]
    .map((draft) => selection(profile.name, draft, classes))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function selection(
  profile: string,
  { entry, inputs, requirements, everybody, classInputs }: Draft,
  classes: ReadonlyMap<string, ClassDeclaration>,
): Selection {
  const scoped = [...classes].map(([name, { users, loosens }]) => {
    const own = classInputs.get(name);
    const looser = everybody && own !== undefined && loosened('', entry, inputs, own).length > 0;
    return { name, users, inputs: own, loosens: looser ? loosens : undefined };
  });
  const { id, control, problem } = entry;
  const scope = { everybody, classes: scoped };
  return { profile, id, control, problem, inputs, scope, requirements };
}

function allClasses(profile: Profile, problems: string[]): ReadonlyMap<string, ClassDeclaration> {
  const own = new Map(Object.entries(profile.classes ?? {}));
  const base = profile.extends ? allClasses(profile.extends, problems) : new Map();
  for (const name of base.keys()) {
    if (!own.has(name)) continue;
    problems.push(`Profile ${profile.name}: class ${name} is one of the profile that it extends.`);
  }
  // The first class that matches counts: no overlay may take users out of a class of its base.
  return new Map([...base, ...own]);
}

function resolveRequirements(profile: Profile, work: Work): Map<string, Draft> {
  const { catalogue, problems } = work;
  const base = profile.extends
    ? resolveRequirements(profile.extends, work)
    : new Map<string, Draft>();
  const own = new Map<string, Draft>();
  const ids = catalogue.map(({ id }) => id);
  for (const [requirement, controls] of Object.entries(requirementsOf(profile, ids))) {
    for (const [id, given] of Object.entries(controls)) {
      const where = `Profile ${profile.name}, requirement ${requirement}`;
      const entry = findEntry(where, id, given, work);
      if (!entry) continue;
      const inputs = { ...entry.control?.inputs, ...base.get(id)?.inputs, ...given };
      problems.push(...conflicts(where, id, own.get(id)?.inputs, inputs));
      problems.push(...loosened(where, entry, base.get(id)?.inputs, inputs));
      const former = own.get(id)?.requirements ?? base.get(id)?.requirements ?? [];
      const requirements = [...new Set([...former, requirement])];
      own.set(id, { entry, inputs, requirements, everybody: true, classInputs: new Map() });
    }
  }
  return new Map([...base, ...own]);
}

function resolveClass(
  profile: string,
  [name, { controls, loosens }]: readonly [name: string, declaration: ClassDeclaration],
  drafts: Map<string, Draft>,
  work: Work,
): void {
  const where = `Profile ${profile}, class ${name}`;
  for (const [id, given] of Object.entries(controls)) {
    const entry = findEntry(where, id, given, work);
    if (!entry) continue;
    const standard = entry.control?.inputs ?? {};
    const draft = drafts.get(id) ?? {
      entry,
      inputs: standard,
      requirements: [],
      everybody: false,
      classInputs: new Map<string, Inputs>(),
    };
    const inputs = { ...draft.inputs, ...given };
    if (draft.everybody && loosens === undefined) {
      work.problems.push(
        ...loosened(where, entry, draft.inputs, inputs).map(
          (problem) => `${problem} A class may loosen it where it says why: loosens: '<reason>'.`,
        ),
      );
    }
    drafts.set(id, { ...draft, classInputs: new Map([...draft.classInputs, [name, inputs]]) });
  }
}

function findEntry(
  where: string,
  id: string,
  given: Inputs,
  { catalogue, problems }: Work,
): CatalogueEntry | undefined {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry) {
    problems.push(...inputProblems(entry, given).map((problem) => `${where}: ${problem}`));
    return entry;
  }
  const known = catalogue.map((candidate) => candidate.id);
  problems.push(`${where}: there is no control "${id}".${hint(id, known)}`);
  return undefined;
}

function inputProblems({ id, control }: CatalogueEntry, given: Inputs): string[] {
  if (!control) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const standard = control.inputs[name];
    if (!Object.hasOwn(control.inputs, name) || standard === undefined) {
      return [`control ${id} has no input "${name}".${hint(name, Object.keys(control.inputs))}`];
    }
    if (sameType(value, standard)) return strangeTexts(id, name, value, control.values[name]);
    const found = typeof value === 'number' ? String(value) : show(value);
    return [`input ${name} of control ${id} is ${found}, expected ${expected(standard)}.`];
  });
}

function strangeTexts(
  id: string,
  name: string,
  value: Input,
  known: readonly string[] | undefined,
): string[] {
  if (!known || !Array.isArray(value)) return [];
  return value
    .filter((text) => !known.some((pattern) => matchesPattern(pattern, text)))
    .map(
      (text) =>
        `input ${name} of control ${id} has ${show(text)}, expected ${known.join(', ')}.${hint(text, known)}`,
    );
}

function sameType(value: Input, standard: Input): boolean {
  if (typeof standard === 'number') return Number.isFinite(value) && Number(value) >= 0;
  if (Array.isArray(standard)) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  }
  return typeof value === typeof standard;
}

function expected(standard: Input): string {
  if (typeof standard === 'number') return 'a number of 0 or more';
  return Array.isArray(standard) ? 'a list of texts' : `a ${typeof standard}`;
}

function conflicts(
  where: string,
  id: string,
  former: Inputs | undefined,
  inputs: Inputs,
): string[] {
  return changed(former, inputs).map(
    ([name, first, second]) =>
      `${where}: control ${id} has two values for ${name} in one profile, ${show(first)} and ` +
      `${show(second)}. Choose one, or make two profiles.`,
  );
}

function loosened(
  where: string,
  { id, control }: CatalogueEntry,
  base: Inputs | undefined,
  inputs: Inputs,
): string[] {
  return changed(base, inputs)
    .filter(
      ([name, former, value]) =>
        typeof former === typeof value && !tightens(name, control?.stricter[name], former, value),
    )
    .map(
      ([name, former, value]) =>
        `${where}: ${name} of control ${id} is ${show(value)}, looser than the ${show(former)} that it ` +
        'builds on, which may only be tightened. A class of users may loosen it where it says why.',
    );
}

function tightens(
  name: string,
  direction: Direction | undefined,
  former: Input | undefined,
  value: Input | undefined,
): boolean {
  if (typeof former === 'number' && typeof value === 'number') {
    return name.startsWith('max') ? value < former : name.startsWith('min') && value > former;
  }
  if (typeof former === 'boolean') return value === direction;
  if (typeof former !== 'object' || typeof value !== 'object') return false;
  if (direction === 'more') return former.every((item) => value.includes(item));
  return direction === 'fewer' && value.every((item) => former.includes(item));
}

function changed(
  former: Inputs | undefined,
  inputs: Inputs,
): [string, Input | undefined, Input | undefined][] {
  if (!former) return [];
  return Object.keys(inputs)
    .filter((name) => show(former[name]) !== show(inputs[name]))
    .map((name) => [name, former[name], inputs[name]]);
}

function show(value: Input | undefined): string {
  return JSON.stringify(value) ?? 'absent';
}
