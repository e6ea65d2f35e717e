import {
  asksForTags,
  ConfigurationError,
  isTagPattern,
  needsTags,
  type Profile,
  requirementsOf,
  resolveProfile,
  type Selection,
} from '../control';
import type { JudgePlan, Selected } from '../judge';
import type { FactName } from '../report';
import { type AuditedProfile, describeProfile, type PolicyFile } from '../result';
import { bundleProfiles, followed, isBundle, type OpenBundle, openBundle } from './bundle-policy';
import { type Catalogue, plainId, readCatalogue } from './catalogue';
import { loadOwners } from './owners';
import { placeFinder } from './place-finder';
import { policyFile } from './policy-files';
import { isOwn, shown } from './policy-places';
import { loadProfile, sourcesOf } from './profiles';
import { openReference } from './reference';
import { type GivenSettings, inForce, type Settings } from './settings';
import { checkKey } from './sign-key';
import { loadWaivers } from './waivers';

/** A selected control and the file that declares it. */
export interface PlannedControl extends Selection {
  readonly file: string;
}

/** What a run is going to check, settled before Jest starts. */
export interface Plan extends JudgePlan {
  readonly settings: Settings;
  readonly controls: readonly PlannedControl[];
  readonly bundle: OpenBundle | undefined;
  readonly plainTests: readonly string[];
  /** What the summary has to say of the policy itself. */
  readonly notes: readonly string[];
}

const EMPTY: Catalogue = { entries: [], plainTests: [] };

/** Throws PlanError with all that is wrong with settings, profiles, waivers and the key. */
export function makePlan(given: GivenSettings): Plan {
  const problems: string[] = [];
  const catalogue = attempt(() => readCatalogue(), problems) ?? EMPTY;
  const files = new Map(catalogue.entries.map(({ id, file }) => [id, file]));
  const valid = attempt(() => inForce(given), problems);
  const report = followed(valid?.report);
  const bundle = attempt(() => openBundle(report), problems);
  const names = attempt(() => profileNames(given, bundle), problems);
  const settings = valid && names && { ...valid, report, profiles: names };
  const profiles = (names ?? namesIn(given)).flatMap(
    (name) => attempt(() => loadProfile(name), problems) ?? [],
  );
  problems.push(...twice(profiles));
  const controls = profiles.flatMap((profile) =>
    catalogue === EMPTY
      ? []
      : (attempt(() => resolveProfile(profile, catalogue.entries), problems) ?? []),
  );
  const known = catalogue.entries.map(({ id }) => id);
  // Around a bundle lie files that others made.
  const source = { setting: valid?.waivers, trustsDirectory: !isBundle(report) };
  const loaded = attempt(() => loadWaivers(source, known), problems);
  const owners = attempt(() => loadOwners(controls), problems);
  attempt(() => checkKey(settings?.sign), problems);
  // Of a plan that is wrong already, controls could be missing for that.
  const opened =
    settings && problems.length === 0
      ? attempt(() => openReference(settings, controls), problems)
      : undefined;
  if (problems.length > 0 || !settings || !loaded || !owners) {
    throw new PlanError(problems, profiles, known);
  }
  const sources = settings.profiles.map(sourcesOf);
  const places = new Map(profiles.map(({ name }, at) => [name, placeFinder(sources[at] ?? [])]));
  const selected = controls.map((control) => {
    const place = places.get(control.profile)?.(control.id);
    return { ...control, place, file: files.get(control.id) ?? '' };
  });
  const plainTests = [...catalogue.plainTests, ...brokenAndUnselected(catalogue, controls)];
  return {
    settings,
    bundle,
    profiles: profiles.map(describeProfile),
    controls: selected,
    waivers: loaded.waivers,
    owners: owners.owners,
    reference: opened,
    plainTests,
    plainNames: plainTests.map(plainId),
    notes: [...unselected(catalogue, controls), ...owners.notes],
    policyFiles: [
      ...sources.flat().map((file) => policyFile('profile', file)),
      ...(loaded.file ? [loaded.file] : []),
      ...(owners.file ? [owners.file] : []),
      ...selected.map(({ file }) => policyFile('control', file)),
      ...plainTests.map((file) => policyFile('test', file)),
    ].filter(isFirst),
  };
}

// A bundle is judged again under its own profiles, by name, unless others are set.
function profileNames(
  { settings, texts, problems }: GivenSettings,
  bundle: OpenBundle | undefined,
): readonly string[] | undefined {
  if (problems.length > 0) return undefined;
  if (!bundle || texts.profiles !== undefined) return settings.profiles;
  return bundleProfiles(bundle);
}

function isFirst({ path }: PolicyFile, at: number, all: readonly PolicyFile[]): boolean {
  return all.findIndex((other) => other.path === path) === at;
}

// Where settings cannot be read, the errors should still name the controls that were meant.
function namesIn({ settings, texts }: GivenSettings): readonly string[] {
  return (texts.profiles ?? settings.profiles.join(','))
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

// A file that only looks like a control is a plain test after all, or crashes in Jest, which shows.
function brokenAndUnselected(catalogue: Catalogue, selected: readonly Selection[]): string[] {
  return catalogue.entries
    .filter(({ id, problem }) => problem !== undefined && !selected.some((each) => each.id === id))
    .map(({ file }) => file);
}

// A control of one's own that nothing selects judges nobody, which its author may not expect.
function unselected({ entries }: Catalogue, selected: readonly Selection[]): readonly string[] {
  const names = new Set(selected.map(({ id }) => id));
  return entries
    .filter(({ id, file, control }) => control && isOwn(file) && !names.has(id))
    .map(
      ({ id, file }) =>
        `Control ${id} judged nobody: no profile of this run selects it (${shown(file)}).`,
    );
}

/** What the selected controls and the waivers need to know besides the report. */
export function neededFacts({ controls, waivers }: Plan): readonly FactName[] {
  const tags = waivers.some(({ subject }) => isTagPattern(subject)) || controls.some(needsTags);
  const facts = controls.flatMap(({ control }) => control?.facts ?? []);
  return [...new Set([...facts, ...(tags ? [TAGS] : [])])];
}

/** The same, and what tells who answers for whom: no verdict depends on it. */
export function wantedFacts(plan: Plan): readonly FactName[] {
  return [...new Set([...neededFacts(plan), ...(plan.owners.some(asksForTags) ? [TAGS] : [])])];
}

const TAGS: FactName = 'userTags';

/** Nothing can be checked; `selected` are the controls that should have been. */
export class PlanError extends ConfigurationError {
  readonly selected: readonly Selected[];
  readonly profiles: readonly AuditedProfile[];

  constructor(
    problems: readonly string[],
    profiles: readonly Profile[],
    ids: readonly string[] = [],
  ) {
    super(problems);
    this.profiles = profiles.map(describeProfile);
    this.selected = profiles.flatMap((profile) =>
      controlIds(profile, ids).map((id) => ({ profile: profile.name, id })),
    );
  }
}

function controlIds(profile: Profile, ids: readonly string[]): string[] {
  const requirements = Object.values(requirementsOf(profile, ids));
  const own = requirements.flatMap((controls) => Object.keys(controls));
  return [
    ...new Set([...(profile.extends ? controlIds(profile.extends, ids) : []), ...own]),
  ].sort();
}

function attempt<T>(action: () => T, problems: string[]): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof ConfigurationError) problems.push(...error.problems);
    else if (error instanceof Error && error.name === 'BundleError') problems.push(error.message);
    else throw error;
    return undefined;
  }
}

function twice(profiles: readonly Profile[]): string[] {
  const names = profiles.map(({ name }) => name);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `Two of the selected profiles are called "${name}". Rename one.`);
}
