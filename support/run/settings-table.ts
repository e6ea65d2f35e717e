import { SEVERITIES } from '../control';
import { formatInstant, parseInstant } from '../report';
import { formatSeconds, parseDuration } from './duration';

/**
 * What a setting says, in one place: its variable (its flag follows from that), what is expected, what
 * holds where it is not set, and how it is read and shown.
 *
 * @template T what its text stands for
 */
export interface SettingRow<T> {
  /** `IAMSPEC_FAIL_ON`; the flag is `--fail-on`. */
  readonly variable: string;
  /** What a text must be, for messages and the help of commands. */
  readonly expected: string;
  /** The same in the table of the README, where that says more. */
  readonly page?: string;
  /** What holds where it is not set: a text that it could have, or in words. */
  readonly standard: string;
  readonly otherwise: T;
  /** Gives undefined where the text, which is not blank, is not understood. */
  readonly parse: (text: string) => T | undefined;
  /** The value as the evidence tells it; undefined = that it is not set. */
  readonly show: (value: T) => string | undefined;
  /** What it is about: which commands have its flag depends on that. */
  readonly part: 'policy' | 'report' | 'live' | 'evidence';
}

// Its default is what its text says.
function row<T>(of: Omit<SettingRow<T>, 'otherwise'>): SettingRow<T> {
  const otherwise = of.parse(of.standard);
  if (otherwise === undefined) throw new TypeError(`${of.variable} cannot be ${of.standard}`);
  return { ...of, otherwise };
}

function optional<T>(of: Omit<SettingRow<T | undefined>, 'otherwise'>): SettingRow<T | undefined> {
  return { ...of, otherwise: undefined };
}

const same = <T>(value: T) => value;
const text = { parse: same<string>, show: same };
const duration = { parse: parseDuration, show: formatSeconds };

/** The settings of a run. To add one: a row here, and its effect. */
export const SETTINGS = {
  /** Names or paths of profiles. */
  profiles: row<readonly string[]>({
    variable: 'IAMSPEC_PROFILE',
    expected: 'names or paths of profiles, comma-separated',
    standard: 'baseline',
    parse: parseNames,
    show: (names) => names.join(','),
    part: 'policy',
  }),
  /** The path of a saved report or a bundle, `-` for standard input; undefined = live. */
  report: optional<string>({
    variable: 'IAMSPEC_REPORT',
    expected: 'the path of a saved report or of a bundle, or -',
    page: 'the path of a saved report or of a bundle, or `-` for standard input',
    standard: 'the live account',
    ...text,
    part: 'report',
  }),
  /** The instant to measure ages at, for a bare CSV. */
  asOf: optional<number>({
    variable: 'IAMSPEC_AS_OF',
    expected: 'a date such as 2026-09-11T13:14:52Z',
    page: 'the instant to measure ages at, for a bare CSV: `2026-09-11T13:14:52Z`',
    standard: 'the clock',
    parse: parseInstant,
    show: (instant) => (instant === undefined ? undefined : formatInstant(instant)),
    part: 'report',
  }),
  /** The path of a waivers file. */
  waivers: optional<string>({
    variable: 'IAMSPEC_WAIVERS',
    expected: 'the path of a waivers file',
    page: 'the path of a file with accepted exceptions',
    standard: 'profiles/waivers.yaml',
    ...text,
    part: 'policy',
  }),
  /** Failures below this severity do not change the exit code. */
  failOn: row<(typeof SEVERITIES)[number]>({
    variable: 'IAMSPEC_FAIL_ON',
    expected: `one of ${SEVERITIES.join(', ')}`,
    page: '`low`, `medium`, `high` or `critical`: failures below do not change the exit code',
    standard: 'low',
    parse: (name) => SEVERITIES.find((severity) => severity === name),
    show: same,
    part: 'policy',
  }),
  /** How old a live report may be, in milliseconds. */
  maxReportAge: row<number>({
    variable: 'IAMSPEC_MAX_REPORT_AGE',
    expected: 'a duration such as 90m, 24h or 7d',
    page: 'how old a live report may be: `90m`, `24h`, `7d`',
    standard: '24h',
    ...duration,
    part: 'live',
  }),
  /** Where evidence is written. */
  reportsDir: row<string>({
    variable: 'IAMSPEC_REPORTS_DIR',
    expected: 'a directory',
    page: 'where evidence is written',
    standard: 'reports',
    ...text,
    part: 'evidence',
  }),
  /** The whole bundle, or JUnit alone. */
  evidence: row<'bundle' | 'junit'>({
    variable: 'IAMSPEC_EVIDENCE',
    expected: 'bundle or junit',
    page: '`bundle`, or `junit` for `junit.xml` alone',
    standard: 'bundle',
    parse: (kind) => (kind === 'bundle' || kind === 'junit' ? kind : undefined),
    show: same,
    part: 'evidence',
  }),
  /** The path of an Ed25519 private key in PEM, to sign the bundle with. */
  sign: optional<string>({
    variable: 'IAMSPEC_SIGN',
    expected: 'the path of an Ed25519 private key in PEM',
    page: 'the path of an Ed25519 private key in PEM, to sign the bundle with',
    standard: 'no signature',
    ...text,
    part: 'evidence',
  }),
  /** How long to wait for IAM to generate the report, in milliseconds. */
  timeout: row<number>({
    variable: 'IAMSPEC_TIMEOUT',
    expected: 'a duration such as 30s or 5m',
    page: 'how long to wait for IAM to generate the report: `30s`, `5m`',
    standard: '5m',
    ...duration,
    part: 'live',
  }),
};

/** A setting, by its name in the code. */
export type SettingName = keyof typeof SETTINGS;

/** All settings, in the order of the table. */
export const NAMES = Object.keys(SETTINGS).filter((name): name is SettingName =>
  Object.hasOwn(SETTINGS, name),
);

/** The flag of a setting: `--fail-on` for `IAMSPEC_FAIL_ON`. */
export function flagOf(name: SettingName): string {
  const { variable } = SETTINGS[name];
  return `--${variable.replace('IAMSPEC_', '').replaceAll('_', '-').toLowerCase()}`;
}

function parseNames(list: string): readonly string[] | undefined {
  const names = list.split(',').map((name) => name.trim());
  return names.includes('') ? undefined : [...new Set(names)];
}
