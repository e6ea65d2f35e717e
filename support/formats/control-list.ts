import {
  ConfigurationError,
  type Control,
  hint,
  type Inputs,
  needsTags,
  type Profile,
  resolveProfile,
  type Selection,
  type Severity,
} from '../control';
import { FACTS, type FactName } from '../report';
import { inputTexts, visible } from '../result';
import { type TableOptions, textTable } from './text-table';

export interface ListedEntry {
  readonly id: string;
  readonly control?: Control | undefined;
  readonly problem?: string | undefined;
}

/** What there is to select, for `JSON.stringify`. */
export interface ControlList {
  readonly schemaVersion: 1;
  readonly controls: readonly ListedControl[];
  readonly profiles: readonly ListedProfile[];
}

/** A control; what its file does not tell, since it cannot be loaded, is null. */
export interface ListedControl {
  readonly id: string;
  readonly title: string | null;
  readonly severity: Severity | null;
  readonly nist: readonly string[];
  readonly inputs: Inputs;
  readonly facts: readonly FactName[];
  readonly permissions: readonly string[];
  readonly profiles: readonly string[];
  /** At which limits, and for which requirements, each of these profiles selects it. */
  readonly selections: readonly ListedSelection[];
  readonly problem: string | null;
}

/** What one profile demands of a control; `inputs` are all, defaults included. */
export interface ListedSelection {
  readonly profile: string;
  readonly requirements: readonly string[];
  readonly inputs: Inputs;
}

/** A profile, and why it cannot be used, one sentence each. */
export interface ListedProfile {
  readonly name: string;
  readonly title: string;
  readonly source: string | null;
  readonly version: string | null;
  readonly heldAgainst: string | null;
  readonly extends: string | null;
  readonly controls: readonly string[];
  readonly permissions: readonly string[];
  readonly problems: readonly string[];
}

const REPORT = ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'];

/** Lists controls and profiles with what they need. A broken profile selects nothing, and says why. */
export function controlList(
  entries: readonly ListedEntry[],
  profiles: readonly Profile[],
): ControlList {
  const resolved = profiles.map((profile) => ({ profile, ...resolve(profile, entries) }));
  const listed = resolved.map(listProfile);
  const selected = resolved.flatMap(({ selections }) => selections);
  const controls = entries.map(({ id, control, problem = null }) => ({
    id,
    title: control?.title ?? null,
    severity: control?.severity ?? null,
    nist: control?.nist ?? [],
    inputs: control?.inputs ?? {},
    facts: control?.facts ?? [],
    permissions: permissions([
      ...(control?.facts ?? []),
      ...tagsFor(selected.filter((each) => each.id === id)),
    ]),
    profiles: listed.filter((each) => each.controls.includes(id)).map(({ name }) => name),
    selections: selected.filter((each) => each.id === id).map(listSelection),
    problem,
  }));
  return { schemaVersion: 1, controls, profiles: listed };
}

function listSelection({ profile, requirements, inputs }: Selection): ListedSelection {
  return { profile, requirements, inputs };
}

function listProfile({
  profile,
  selections,
  problems,
}: Resolved & { readonly profile: Profile }): ListedProfile {
  const { name, title, source, version, heldAgainst, extends: base } = profile;
  return {
    name,
    title,
    source: source ?? null,
    version: version ?? null,
    heldAgainst: heldAgainst ?? null,
    extends: base?.name ?? null,
    controls: selections.map(({ id }) => id),
    permissions: permissions([
      ...selections.flatMap(({ control }) => control?.facts ?? []),
      ...tagsFor(selections),
    ]),
    problems,
  };
}

type Resolved = Pick<ListedProfile, 'problems'> & { readonly selections: readonly Selection[] };

function resolve(profile: Profile, entries: readonly ListedEntry[]): Resolved {
  const catalogue = entries.map(({ id, control, problem }) => ({ id, control, problem }));
  try {
    return { selections: resolveProfile(profile, catalogue), problems: [] };
  } catch (error) {
    if (error instanceof ConfigurationError) return { selections: [], problems: error.problems };
    throw error;
  }
}

// Where a class or a list goes by tag.
function tagsFor(selections: readonly Selection[]): readonly FactName[] {
  return selections.some(needsTags) ? ['userTags'] : [];
}

function permissions(facts: readonly FactName[]): readonly string[] {
  const needed = facts.flatMap((fact) => FACTS[fact].actions);
  return [...new Set([...REPORT, ...needed])];
}

/** Which controls to list: those that meet all that is said. */
export interface ListFilter {
  readonly severities?: readonly Severity[] | undefined;
  /** Of any profile that is listed. */
  readonly requirements?: readonly string[] | undefined;
}

/** The controls that are meant, and the profiles that select any. Throws ConfigurationError for an unknown requirement. */
export function filterList(
  list: ControlList,
  { severities, requirements }: ListFilter,
): ControlList {
  const known = [...new Set(list.controls.flatMap(requirementsOf))];
  const unknown = (requirements ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new ConfigurationError(
      unknown.map((id) => `There is no requirement "${id}" in what is listed.${hint(id, known)}`),
    );
  }
  const controls = list.controls.filter((control) => {
    const isSevere = !severities || severities.some((each) => each === control.severity);
    const own = requirementsOf(control);
    return isSevere && (!requirements || requirements.some((id) => own.includes(id)));
  });
  const ids = new Set(controls.map(({ id }) => id));
  const profiles = list.profiles.map((profile) => ({
    ...profile,
    controls: profile.controls.filter((id) => ids.has(id)),
  }));
  return { ...list, controls, profiles };
}

function requirementsOf({ selections }: ListedControl): readonly string[] {
  return selections.flatMap(({ requirements }) => requirements);
}

/** For a terminal; `bySelection` shows limits and requirements of the profiles, not each control's own. */
export function controlListText(
  list: ControlList,
  { bySelection = false, ...options }: TableOptions & { readonly bySelection?: boolean },
): string {
  const profiles = list.profiles.map(({ name, title, controls: ids }) => [
    name,
    String(ids.length),
    title,
  ]);
  const sections = [
    list.controls.length === 0
      ? 'No control is meant by that.'
      : controlTable(list, bySelection, options),
    `All need ${REPORT.join(' and ')}; "needs" is what a live run must be allowed besides.`,
    textTable(['profile', 'controls', 'title'], profiles, options),
    problems(list).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function controlTable(
  { controls }: ControlList,
  bySelection: boolean,
  options: TableOptions,
): string {
  const head = [
    'control',
    'severity',
    'what holds',
    'inputs',
    bySelection ? 'requirements' : 'NIST',
    'needs',
  ];
  const rows = controls.map((control) => {
    const { id, severity, title, inputs, nist, permissions: needed } = control;
    return [
      id,
      severity ?? '-',
      title ?? 'cannot be loaded',
      (bySelection ? selectedInputs(control) : inputTexts(inputs).join(', ')) || '-',
      (bySelection ? selectedRequirements(control) : nist.join(' ')) || '-',
      needed.filter((action) => !REPORT.includes(action)).join(' ') || '-',
    ];
  });
  return textTable(head, rows, options);
}

function selectedInputs({ selections }: ListedControl): string {
  const texts = selections.map(({ profile, inputs }) => {
    const own = inputTexts(inputs).join(', ');
    return selections.length > 1 && own !== '' ? `${profile}: ${own}` : own;
  });
  return texts.filter((text) => text !== '').join('; ');
}

function selectedRequirements({ selections }: ListedControl): string {
  return selections
    .flatMap(({ profile, requirements }) => requirements.map((id) => `${profile} ${id}`))
    .join(', ');
}

function problems({ controls, profiles }: ControlList): readonly string[] {
  return [
    ...controls.flatMap(({ id, problem }) => (problem === null ? [] : [`${id}: ${problem}`])),
    ...profiles.flatMap((profile) => profile.problems),
  ].map((problem) => `Problem   ${visible(problem)}`);
}

/** Writes the list as JSON. */
export function controlListJson(list: ControlList): string {
  return `${JSON.stringify(list, undefined, 2)}\n`;
}
