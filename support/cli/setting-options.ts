import { type Command, Option } from 'commander';
import { VARIABLES } from '../settings';

/** A setting, by the name of its variable. */
export type Setting = keyof typeof VARIABLES;

/** The settings of a command that audits without writing evidence. */
export const READING: readonly Setting[] = [
  'IAMSPEC_PROFILE',
  'IAMSPEC_REPORT',
  'IAMSPEC_AS_OF',
  'IAMSPEC_WAIVERS',
  'IAMSPEC_FAIL_ON',
  'IAMSPEC_MAX_REPORT_AGE',
  'IAMSPEC_TIMEOUT',
];

/** The settings of a command that only needs the report. */
export const FETCHING: readonly Setting[] = [
  'IAMSPEC_REPORT',
  'IAMSPEC_AS_OF',
  'IAMSPEC_MAX_REPORT_AGE',
  'IAMSPEC_TIMEOUT',
];

/** Gives a command a flag for each setting: `--fail-on` for `IAMSPEC_FAIL_ON`. */
export function addSettings(command: Command, settings: readonly Setting[]): Command {
  for (const name of settings) {
    const { expected, standard } = VARIABLES[name];
    command.addOption(new Option(`${flag(name)} <value>`, `${expected} (default: ${standard})`));
  }
  return command;
}

/**
 * The environment with what the flags of a command say: a flag outweighs its variable.
 *
 * @param env the environment, such as `process.env`
 */
export function environmentOf(
  command: Command,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return {
    ...env,
    ...Object.fromEntries(given(command).map(([setting, , value]) => [setting, value])),
  };
}

/** The flags that were given for settings, by the names of their variables. */
export function flagsOf(command: Command): ReadonlyMap<string, string> {
  return new Map(given(command).map(([setting, name]) => [setting, name]));
}

function given(command: Command): readonly (readonly [Setting, string, string])[] {
  const values: Readonly<Record<string, unknown>> = command.opts();
  return command.options.flatMap((option) => {
    const setting = settings.find((name) => flag(name) === option.long);
    const value = values[option.attributeName()];
    return setting && typeof value === 'string' ? [[setting, flag(setting), value] as const] : [];
  });
}

const settings = Object.keys(VARIABLES).filter((name): name is Setting =>
  Object.hasOwn(VARIABLES, name),
);

function flag(setting: Setting): string {
  return `--${setting.replace('IAMSPEC_', '').replaceAll('_', '-').toLowerCase()}`;
}
