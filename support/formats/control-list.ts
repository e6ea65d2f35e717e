import {
  ConfigurationError,
  type Control,
  type Inputs,
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
  readonly problem: string | null;
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
  const listed = profiles.map((profile) => listProfile(profile, entries));
  const controls = entries.map(({ id, control, problem = null }) => ({
    id,
    title: control?.title ?? null,
    severity: control?.severity ?? null,
    nist: control?.nist ?? [],
    inputs: control?.inputs ?? {},
    facts: control?.facts ?? [],
    permissions: permissions(control?.facts ?? []),
    profiles: listed.filter((each) => each.controls.includes(id)).map(({ name }) => name),
    problem,
  }));
  return { schemaVersion: 1, controls, profiles: listed };
}

function listProfile(profile: Profile, entries: readonly ListedEntry[]): ListedProfile {
  const { name, title, source, version, heldAgainst, extends: base } = profile;
  const { selections, problems } = resolve(profile, entries);
  return {
    name,
    title,
    source: source ?? null,
    version: version ?? null,
    heldAgainst: heldAgainst ?? null,
    extends: base?.name ?? null,
    controls: selections.map(({ id }) => id),
    permissions: permissions(selections.flatMap(({ control }) => control?.facts ?? [])),
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

function permissions(facts: readonly FactName[]): readonly string[] {
  const needed = facts.flatMap((fact) => FACTS[fact].actions);
  return [...new Set([...REPORT, ...needed])];
}

/** For a terminal. */
export function controlListText(list: ControlList, options: TableOptions): string {
  const controls = list.controls.map(
    ({ id, title, severity, inputs, nist, permissions: needed }) => [
      id,
      severity ?? '-',
      title ?? 'cannot be loaded',
      inputTexts(inputs).join(', ') || '-',
      nist.join(' ') || '-',
      needed.filter((action) => !REPORT.includes(action)).join(' ') || '-',
    ],
  );
  const profiles = list.profiles.map(({ name, title, controls: ids }) => [
    name,
    String(ids.length),
    title,
  ]);
  const sections = [
    textTable(['control', 'severity', 'what holds', 'inputs', 'NIST', 'needs'], controls, options),
    `All need ${REPORT.join(' and ')}; "needs" is what a live run must be allowed besides.`,
    textTable(['profile', 'controls', 'title'], profiles, options),
    problems(list).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
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
