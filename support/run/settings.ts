import { ConfigurationError, hint } from '../control';
import { NAMES, SETTINGS, type SettingName, type SettingRow } from './settings-table';

export { asGiven, givenByFlags } from './flags';
export { flagOf, NAMES, parseDuration, SETTINGS, type SettingName } from './settings-table';

/** The settings of one run; `SETTINGS` says what each holds. */
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends SettingRow<infer T> ? T : never;
};

type SettingTexts = { readonly [Name in SettingName]?: string | undefined };

/** What was given, right or wrong; what was not understood has its default in `settings`. */
export interface GivenSettings {
  readonly settings: Settings;
  readonly texts: SettingTexts;
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** From the `IAMSPEC_` variables and from flags, which outweigh them. */
export function takeSettings(env: Environment, flags: SettingTexts = {}): GivenSettings {
  const variables = NAMES.map((name) => [name, env[SETTINGS[name].variable]] as const);
  const texts: SettingTexts = { ...Object.fromEntries(variables), ...flags };
  return understood(texts, unknownVariables(env));
}

/** All but one setting, or without it: an account of an organization has profiles of its own. */
export function withSetting(
  { texts, problems }: GivenSettings,
  name: SettingName,
  text: string | undefined,
): GivenSettings {
  const unknown = problems.filter((problem) => problem.startsWith(UNKNOWN));
  return understood({ ...texts, [name]: text }, unknown);
}

/** Throws ConfigurationError where anything given is wrong: a typo must not loosen an audit. */
export function inForce({ settings, problems }: GivenSettings): Settings {
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

/** From the environment alone; throws as `inForce`. */
export function readSettings(env: Environment): Settings {
  return inForce(takeSettings(env));
}

/** By variable, for the evidence. */
export function describeSettings(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    NAMES.map((name) => {
      const { variable, show, standard } = ROWS[name];
      return [variable, show(settings[name]) ?? standard];
    }),
  );
}

/** Throws ConfigurationError for unknown variables, where nothing else reads the settings. */
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

const ROWS: Readonly<Record<SettingName, SettingRow<unknown>>> = SETTINGS;

function understood(texts: SettingTexts, unknown: readonly string[]): GivenSettings {
  const problems = [...unknown];
  const values = NAMES.map((name) => {
    const [{ parse, otherwise }, text] = [ROWS[name], texts[name]];
    const value = text === undefined || text.trim() === '' ? undefined : parse(text.trim());
    if (text !== undefined && value === undefined) problems.push(notUnderstood(name, text));
    return [name, value ?? otherwise];
  });
  const settings = Object.fromEntries(values) as Settings;
  if (settings.evidence === 'junit' && settings.export) problems.push(NO_BUNDLE);
  return { settings, texts, problems };
}

const NO_BUNDLE =
  `${SETTINGS.export.variable} is what the bundle is to hold besides, but with ` +
  `${SETTINGS.evidence.variable} "junit" there is none; unset one of them.`;

function notUnderstood(name: SettingName, text: string): string {
  const { variable, expected, standard } = SETTINGS[name];
  return `${variable} is ${JSON.stringify(text)}, expected ${expected}; unset it for ${standard}.`;
}
