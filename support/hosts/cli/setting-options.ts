import { type Command, Option } from 'commander';
import {
  flagOf,
  type GivenSettings,
  NAMES,
  SETTINGS,
  type SettingName,
  takeSettings,
} from '../../run';

type Part = (typeof SETTINGS)[SettingName]['part'];

/** The settings that are about one of these, in the order of the table. */
export function settingsOf(...parts: readonly Part[]): readonly SettingName[] {
  return NAMES.filter((name) => parts.includes(SETTINGS[name].part));
}

/** The settings of a command that only needs the report. */
export const FETCHING = settingsOf('report', 'live');

/** The settings of a command that audits without writing evidence. */
export const READING = settingsOf('policy', 'report', 'live');

/** Gives a command a flag for each setting: `--fail-on` for `IAMSPEC_FAIL_ON`. */
export function addSettings(command: Command, settings: readonly SettingName[]): Command {
  for (const name of settings) {
    const { expected, standard } = SETTINGS[name];
    command.addOption(new Option(`${flagOf(name)} <value>`, `${expected} (default: ${standard})`));
  }
  return command;
}

/** `--max-age` for `maxAge`, as commander names it. */
export function flagNamed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** For a flag that can be repeated. */
export function append(value: string, former: readonly string[] = []): readonly string[] {
  return [...former, value];
}

/** The settings of a command: its flags outweigh the variables of this process. */
export function settingsFrom(command: Command): GivenSettings {
  const given = typedIn(command).map(({ name, text }) => [name, text] as const);
  return takeSettings(process.env, Object.fromEntries(given));
}

/** The flags that were given, by the variables that they outweigh. */
export function flagsOf(command: Command): ReadonlyMap<string, string> {
  return new Map(typedIn(command).map(({ name }) => [SETTINGS[name].variable, flagOf(name)]));
}

function typedIn(command: Command) {
  const values: Readonly<Record<string, unknown>> = command.opts();
  return command.options.flatMap((option) => {
    const name = NAMES.find((each) => flagOf(each) === option.long);
    const text = values[option.attributeName()];
    return name !== undefined && typeof text === 'string' ? [{ name, text }] : [];
  });
}
