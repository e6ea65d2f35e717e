import { SEVERITIES } from '../control';
import { DAY, formatInstant, parseInstant } from '../report';
import { FORMAT_NAMES, type FormatName } from '../result';
import { ownProfiles } from './policy-places';

const SECOND = 1000;
const UNITS = new Map([
  ['s', SECOND],
  ['m', 60 * SECOND],
  ['h', 3600 * SECOND],
  ['d', DAY],
]);

/** A setting: the flag of `IAMSPEC_FAIL_ON` is `--fail-on`. */
export interface SettingRow<T> {
  readonly variable: string;
  readonly expected: string;
  readonly page?: string;
  readonly standard: string;
  readonly otherwise: T;
  /** undefined where the text, which is not blank, is not understood. */
  parse(text: string): T | undefined;
  /** For the evidence; undefined = not set. */
  show(value: T): string | undefined;
  readonly part: 'policy' | 'report' | 'live' | 'evidence';
}

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
  profiles: row<readonly string[]>({
    variable: 'IAMSPEC_PROFILE',
    expected: 'names or paths of profiles, comma-separated',
    page: 'names or paths of profiles, comma-separated; in a repository of your own, all of its `profiles/`',
    standard: ownProfiles().join(',') || 'baseline',
    parse: parseNames,
    show: (names) => names.join(','),
    part: 'policy',
  }),
  report: optional<string>({
    variable: 'IAMSPEC_REPORT',
    expected: 'the path of a saved report or of a bundle, or -',
    page: 'the path of a saved report or of a bundle, or `-` for standard input',
    standard: 'the live account',
    ...text,
    part: 'report',
  }),
  asOf: optional<number>({
    variable: 'IAMSPEC_AS_OF',
    expected: 'a date such as 2026-09-11T13:14:52Z',
    page: 'the instant to measure ages at, for a bare CSV: `2026-09-11T13:14:52Z`',
    standard: 'the clock',
    parse: parseInstant,
    show: (instant) => (instant === undefined ? undefined : formatInstant(instant)),
    part: 'report',
  }),
  waivers: optional<string>({
    variable: 'IAMSPEC_WAIVERS',
    expected: 'the path of a waivers file',
    page: 'the path of a file with accepted exceptions',
    standard: 'profiles/waivers.yaml',
    ...text,
    part: 'policy',
  }),
  failOn: row<(typeof SEVERITIES)[number]>({
    variable: 'IAMSPEC_FAIL_ON',
    expected: `one of ${SEVERITIES.join(', ')}`,
    page: '`low`, `medium`, `high` or `critical`: failures below do not change the exit code',
    standard: 'low',
    parse: (name) => SEVERITIES.find((severity) => severity === name),
    show: same,
    part: 'policy',
  }),
  since: optional<string>({
    variable: 'IAMSPEC_SINCE',
    expected: 'the directory of a bundle, not a link',
    page: 'the directory of an earlier bundle: what failed there already does not change the exit code ([docs/adopt.md](docs/adopt.md))',
    standard: 'no earlier run',
    ...text,
    part: 'policy',
  }),
  /** In milliseconds. */
  maxReportAge: row<number>({
    variable: 'IAMSPEC_MAX_REPORT_AGE',
    expected: 'a duration such as 90m, 24h or 7d',
    page: 'how old a live report may be: `90m`, `24h`, `7d`',
    standard: '24h',
    ...duration,
    part: 'live',
  }),
  reportsDir: row<string>({
    variable: 'IAMSPEC_REPORTS_DIR',
    expected: 'a directory',
    page: 'where evidence is written',
    standard: 'reports',
    ...text,
    part: 'evidence',
  }),
  evidence: row<'bundle' | 'junit'>({
    variable: 'IAMSPEC_EVIDENCE',
    expected: 'bundle or junit',
    page: '`bundle`, or `junit` for `junit.xml` alone',
    standard: 'bundle',
    parse: (kind) => (kind === 'bundle' || kind === 'junit' ? kind : undefined),
    show: same,
    part: 'evidence',
  }),
  export: optional<readonly FormatName[]>({
    variable: 'IAMSPEC_EXPORT',
    expected: `formats, comma-separated: ${FORMAT_NAMES.join(', ')}`,
    page: `what the bundle is to hold besides, comma-separated: \`${FORMAT_NAMES.join('`, `')}\``,
    standard: 'nothing',
    parse: parseFormats,
    show: (names) => names?.join(','),
    part: 'evidence',
  }),
  junit: row<'all' | 'failures'>({
    variable: 'IAMSPEC_JUNIT',
    expected: 'all or failures',
    page: '`all`, or `failures` for readers with limits: of what passed or was skipped, only how many',
    standard: 'all',
    parse: (kind) => (kind === 'all' || kind === 'failures' ? kind : undefined),
    show: same,
    part: 'evidence',
  }),
  previous: optional<string>({
    variable: 'IAMSPEC_PREVIOUS',
    expected: 'a manifest, the directory of a bundle, or s3://bucket/prefix',
    page: 'the run before this one, where it is not kept: a manifest, a bundle, or an `s3://bucket/prefix` ([docs/evidence.md](docs/evidence.md#history))',
    standard: 'the latest beside it',
    ...text,
    part: 'evidence',
  }),
  sign: optional<string>({
    variable: 'IAMSPEC_SIGN',
    expected: 'the path of an Ed25519 private key in PEM',
    page: 'the path of an Ed25519 private key in PEM, to sign the bundle with',
    standard: 'no signature',
    ...text,
    part: 'evidence',
  }),
  /** In milliseconds. */
  dueWithin: row<number>({
    variable: 'IAMSPEC_DUE_WITHIN',
    expected: 'a duration such as 36h or 14d',
    page: 'how far ahead to warn of what falls due: `36h`, `14d`',
    standard: '14d',
    ...duration,
    part: 'policy',
  }),
  /** For IAM to generate the report, in milliseconds. */
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

/** In the order of the table. */
export const NAMES = Object.keys(SETTINGS).filter((name): name is SettingName =>
  Object.hasOwn(SETTINGS, name),
);

/** `--fail-on` for `IAMSPEC_FAIL_ON`. */
export function flagOf(name: SettingName): string {
  const { variable } = SETTINGS[name];
  return `--${variable.replace('IAMSPEC_', '').replaceAll('_', '-').toLowerCase()}`;
}

function parseNames(list: string): readonly string[] | undefined {
  const names = list.split(',').map((name) => name.trim());
  return names.includes('') ? undefined : [...new Set(names)];
}

function parseFormats(list: string): readonly FormatName[] | undefined {
  const names = parseNames(list) ?? [];
  const formats = FORMAT_NAMES.filter((name) => names.includes(name));
  return formats.length === names.length && names.length > 0 ? formats : undefined;
}

/** `30s`, `90m`, `24h` or `7d` in milliseconds; undefined where it is none of these. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const size = UNITS.get(unit);
  return size === undefined || Number(count) === 0 ? undefined : Number(count) * size;
}

/** Milliseconds as `5400s`. */
export function formatSeconds(milliseconds: number): string {
  return `${milliseconds / SECOND}s`;
}
