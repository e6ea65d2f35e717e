import { ConfigurationError, hint } from '../control';
import { NAMES, SETTINGS, type SettingName, type SettingRow } from './settings-table';

export { parseDuration } from './duration';
export { asGiven, givenByFlags } from './flags';
export { flagOf, NAMES, SETTINGS, type SettingName } from './settings-table';

/** The settings of one run; the table says of each what it holds. */
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends SettingRow<infer T> ? T : never;
};

/** The texts of settings, by name. */
export type SettingTexts = { readonly [Name in SettingName]?: string | undefined };

/** The settings as they were given, right or wrong: what a command hands to whoever audits. */
export interface GivenSettings {
  /** Those that were understood; the default of every other. */
  readonly settings: Settings;
  /** What was given, by name. */
  readonly texts: SettingTexts;
  /** A sentence for each variable that is unknown, and each text that is blank or not understood. */
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Takes the settings from the `IAMSPEC_` variables, and from flags, which outweigh them.
 *
 * @param env the environment, such as `process.env`
 * @param flags what the flags of a command say
 */
export function takeSettings(env: Environment, flags: SettingTexts = {}): GivenSettings {
  const variables = NAMES.map((name) => [name, env[SETTINGS[name].variable]] as const);
  const texts: SettingTexts = { ...Object.fromEntries(variables), ...flags };
  return understood(texts, unknownVariables(env));
}

/** The same settings but for one: an account of an organization has profiles of its own. */
export function withSetting(
  { texts, problems }: GivenSettings,
  name: SettingName,
  text: string,
): GivenSettings {
  const unknown = problems.filter((problem) => problem.startsWith(UNKNOWN));
  return understood({ ...texts, [name]: text }, unknown);
}

/**
 * The settings, where all that was given is right.
 *
 * @throws ConfigurationError that lists what is not: a typo must not loosen an audit
 */
export function inForce({ settings, problems }: GivenSettings): Settings {
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

/** Takes the settings of the environment alone; see `takeSettings` and `inForce`. */
export function readSettings(env: Environment): Settings {
  return inForce(takeSettings(env));
}

/** The settings in force, by the names of their variables: for the evidence. */
export function describeSettings(settings: Settings): Readonly<Record<string, string>> {
  function shown<Name extends SettingName>(name: Name): readonly [string, string] {
    const { variable, show, standard } = ROWS[name];
    return [variable, show(settings[name]) ?? standard];
  }
  return Object.fromEntries(NAMES.map(shown));
}

/**
 * Refuses variables that are no settings, where nothing else reads the settings.
 *
 * @param env the environment, such as `process.env`
 * @throws ConfigurationError that lists them: a typo must not loosen an audit
 */
export function refuseUnknown(env: Environment): void {
  const problems = unknownVariables(env);
  if (problems.length > 0) throw new ConfigurationError(problems);
}

const UNKNOWN = 'There is no setting ';

function unknownVariables(env: Environment): string[] {
  const known = NAMES.map((name) => SETTINGS[name].variable);
  return Object.keys(env)
    .filter((name) => /^iamspec_/i.test(name) && !known.includes(name))
    .map((name) => `${UNKNOWN}${name}.${hint(name, known)}`);
}

const ROWS: { readonly [Name in SettingName]: SettingRow<Settings[Name]> } = SETTINGS;

function understood(texts: SettingTexts, unknown: readonly string[]): GivenSettings {
  const settings: { -readonly [Name in SettingName]?: Settings[Name] } = {};
  const problems = [...unknown];
  function read<Name extends SettingName>(name: Name): void {
    const [{ parse, otherwise }, text] = [ROWS[name], texts[name]];
    const value = text === undefined || text.trim() === '' ? undefined : parse(text.trim());
    if (text !== undefined && value === undefined) problems.push(notUnderstood(name, text));
    settings[name] = value ?? otherwise;
  }
  for (const name of NAMES) read(name);
  if (!isWhole(settings)) throw new TypeError('the table of settings is not whole');
  return { settings, texts, problems };
}

function isWhole(settings: Partial<Settings>): settings is Settings {
  return NAMES.every((name) => Object.hasOwn(settings, name));
}

function notUnderstood(name: SettingName, text: string): string {
  const { variable, expected, standard } = SETTINGS[name];
  return `${variable} is ${JSON.stringify(text)}, expected ${expected}; unset it for ${standard}.`;
}
