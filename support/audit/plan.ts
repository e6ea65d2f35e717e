import { join } from 'node:path';
import {
  ConfigurationError,
  type Profile,
  resolveProfile,
  type Selection,
  type Waiver,
} from '../control';
import type { AuditedProfile } from '../evidence';
import type { FactName } from '../report';
import { readSettings, type Settings } from '../settings';
import { type BundlePolicy, bundlePolicy, followed } from './bundle-policy';
import { type Catalogue, readCatalogue } from './catalogue';
import { loadProfile } from './profiles';
import { checkKey } from './sign-key';
import { loadWaivers } from './waivers';

/** A selected control and the file that declares it. */
export interface PlannedControl extends Selection {
  readonly file: string;
}

/** What a run is going to check, settled before Jest starts. */
export interface Plan {
  readonly settings: Settings;
  readonly profiles: readonly AuditedProfile[];
  readonly controls: readonly PlannedControl[];
  readonly waivers: readonly Waiver[];
  /** Absolute paths of the plain Jest files beside the controls: they always run. */
  readonly plainTests: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const EMPTY: Catalogue = { entries: [], plainTests: [] };

/** The repository's root, which holds `controls/` and `profiles/`. */
export const ROOT_DIR = join(__dirname, '..', '..');

/**
 * Settles what is going to be checked.
 *
 * @param env the environment, such as `process.env`
 * @throws PlanError where a setting or a profile is wrong
 */
export function makePlan(env: Environment): Plan {
  const problems: string[] = [];
  const catalogue = attempt(() => readCatalogue(join(ROOT_DIR, 'controls')), problems) ?? EMPTY;
  const files = new Map(catalogue.entries.map(({ id, file }) => [id, file]));
  const given = attempt(() => readSettings(env), problems);
  const own = attempt(() => bundlePolicy(given?.report), problems);
  const settings = given && settled(given, env, own);
  const profiles = (settings?.profiles ?? namesIn(env)).flatMap(
    (name) => attempt(() => loadProfile(name, join(ROOT_DIR, 'profiles')), problems) ?? [],
  );
  problems.push(...twice(profiles));
  const controls = profiles.flatMap((profile) =>
    catalogue === EMPTY
      ? []
      : (attempt(() => resolveProfile(profile, catalogue.entries), problems) ?? []),
  );
  const known = catalogue.entries.map(({ id }) => id);
  const waivers =
    own && settings?.waivers === undefined
      ? own.waivers
      : attempt(() => loadWaivers(settings?.waivers, known), problems);
  attempt(() => checkKey(settings?.sign), problems);
  if (problems.length > 0 || !settings || !waivers) throw new PlanError(problems, profiles);
  return {
    settings,
    profiles: profiles.map(describeProfile),
    controls: controls.map((control) => ({ ...control, file: files.get(control.id) ?? '' })),
    waivers,
    plainTests: [...catalogue.plainTests, ...brokenAndUnselected(catalogue, controls)],
  };
}

/** The settings, where a bundle is audited again under its own policy but for what is set. */
function settled(
  given: Settings,
  { IAMSPEC_PROFILE, IAMSPEC_FAIL_ON }: Environment,
  own: BundlePolicy | undefined,
): Settings {
  const settings = { ...given, report: followed(given.report) };
  if (!own) return settings;
  const profiles = IAMSPEC_PROFILE === undefined ? own.profiles : given.profiles;
  const failOn = IAMSPEC_FAIL_ON === undefined ? own.failOn : given.failOn;
  return { ...settings, profiles, failOn };
}

// Where the settings cannot be read, the errors should name the controls that were meant.
function namesIn({ IAMSPEC_PROFILE = 'baseline' }: Environment): readonly string[] {
  return IAMSPEC_PROFILE.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

// A file that only looks like a control is a plain test after all, or crashes in Jest, which shows.
function brokenAndUnselected(catalogue: Catalogue, selected: readonly Selection[]): string[] {
  return catalogue.entries
    .filter(({ id, problem }) => problem !== undefined && !selected.some((each) => each.id === id))
    .map(({ file }) => file);
}

/** What the evidence says of a profile. */
export function describeProfile({
  name,
  title,
  source,
  extends: base,
  notDecidable,
}: Profile): AuditedProfile {
  const inherited = base && describeProfile(base).notDecidable;
  return { name, title, source, notDecidable: { ...inherited, ...notDecidable } };
}

/** What the selected controls need to know besides the report. */
export function neededFacts({ controls }: Plan): readonly FactName[] {
  return [...new Set(controls.flatMap(({ control }) => control?.facts ?? []))];
}

/** Nothing can be checked; `selected` are the controls that should have been. */
export class PlanError extends ConfigurationError {
  readonly selected: readonly { readonly profile: string; readonly id: string }[];
  readonly profiles: readonly AuditedProfile[];

  constructor(problems: readonly string[], profiles: readonly Profile[]) {
    super(problems);
    this.profiles = profiles.map(describeProfile);
    this.selected = profiles.flatMap((profile) =>
      controlIds(profile).map((id) => ({ profile: profile.name, id })),
    );
  }
}

function controlIds(profile: Profile): string[] {
  const own = Object.values(profile.requirements).flatMap((controls) => Object.keys(controls));
  return [...new Set([...(profile.extends ? controlIds(profile.extends) : []), ...own])].sort();
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
