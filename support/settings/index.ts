import { ConfigurationError, hint, SEVERITIES, type Severity } from '../control';
import { formatInstant, type Instant, parseInstant } from '../report';

export { asGiven, givenByFlags } from './flags';

/** The settings of one run, from the environment. */
export interface Settings {
  /** IAMSPEC_PROFILE: names or paths of profiles. */
  readonly profiles: readonly string[];
  /** IAMSPEC_REPORT: the path of a saved report or a bundle, `-` for standard input; undefined = live. */
  readonly report: string | undefined;
  /** IAMSPEC_AS_OF: the instant to measure ages at, for a bare CSV. */
  readonly asOf: Instant | undefined;
  /** IAMSPEC_WAIVERS: the path of a waivers file. */
  readonly waivers: string | undefined;
  /** IAMSPEC_FAIL_ON: failures below this severity do not change the exit code. */
  readonly failOn: Severity;
  /** IAMSPEC_MAX_REPORT_AGE in milliseconds; live runs only. */
  readonly maxReportAge: number;
  /** IAMSPEC_REPORTS_DIR: where evidence is written. */
  readonly reportsDir: string;
  /** IAMSPEC_EVIDENCE: the whole bundle, or JUnit alone. */
  readonly evidence: 'bundle' | 'junit';
  /** IAMSPEC_SIGN: the path of an Ed25519 private key in PEM, to sign the bundle with. */
  readonly sign: string | undefined;
  /** IAMSPEC_TIMEOUT in milliseconds: how long to wait for IAM to generate the report. */
  readonly timeout: number;
}

/** The variables, what each holds, and its default: the table of the README. */
export const VARIABLES = {
  IAMSPEC_PROFILE: {
    expected: 'names or paths of profiles, comma-separated',
    standard: 'baseline',
  },
  IAMSPEC_REPORT: {
    expected: 'the path of a saved report or of a bundle, or -',
    standard: 'the live account',
  },
  IAMSPEC_AS_OF: { expected: 'a date such as 2026-09-11T13:14:52Z', standard: 'the clock' },
  IAMSPEC_WAIVERS: { expected: 'the path of a waivers file', standard: 'profiles/waivers.yaml' },
  IAMSPEC_FAIL_ON: { expected: `one of ${SEVERITIES.join(', ')}`, standard: 'low' },
  IAMSPEC_MAX_REPORT_AGE: { expected: 'a duration such as 90m, 24h or 7d', standard: '24h' },
  IAMSPEC_REPORTS_DIR: { expected: 'a directory', standard: 'reports' },
  IAMSPEC_EVIDENCE: { expected: 'bundle or junit', standard: 'bundle' },
  IAMSPEC_SIGN: {
    expected: 'the path of an Ed25519 private key in PEM',
    standard: 'no signature',
  },
  IAMSPEC_TIMEOUT: { expected: 'a duration such as 30s or 5m', standard: '5m' },
} as const;

type Variable = keyof typeof VARIABLES;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the `IAMSPEC_` variables.
 *
 * @param env the environment, such as `process.env`
 * @throws ConfigurationError that lists every variable that is unknown, empty or not understood:
 *   a typo must not loosen an audit
 */
export function readSettings(env: Environment): Settings {
  const problems = unknownVariables(env);
  function read<T>(name: Variable, parse: (text: string) => T | undefined): T | undefined {
    const text = env[name];
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? undefined : parse(text.trim());
    if (value === undefined) problems.push(notUnderstood(name, text));
    return value;
  }
  const settings = {
    profiles: read('IAMSPEC_PROFILE', parseNames) ?? ['baseline'],
    report: read('IAMSPEC_REPORT', (path) => path),
    asOf: read('IAMSPEC_AS_OF', parseInstant),
    waivers: read('IAMSPEC_WAIVERS', (path) => path),
    failOn: read('IAMSPEC_FAIL_ON', parseSeverity) ?? 'low',
    maxReportAge: read('IAMSPEC_MAX_REPORT_AGE', parseDuration) ?? 24 * HOUR,
    reportsDir: read('IAMSPEC_REPORTS_DIR', (path) => path) ?? 'reports',
    evidence: read('IAMSPEC_EVIDENCE', parseEvidence) ?? 'bundle',
    sign: read('IAMSPEC_SIGN', (path) => path),
    timeout: read('IAMSPEC_TIMEOUT', parseDuration) ?? 5 * MINUTE,
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

/** The settings in force, by the names of their variables: for the evidence. */
export function describeSettings(settings: Settings): Readonly<Record<Variable, string>> {
  const { report, asOf, waivers } = settings;
  return {
    IAMSPEC_PROFILE: settings.profiles.join(','),
    IAMSPEC_REPORT: report ?? VARIABLES.IAMSPEC_REPORT.standard,
    IAMSPEC_AS_OF: asOf === undefined ? VARIABLES.IAMSPEC_AS_OF.standard : formatInstant(asOf),
    IAMSPEC_WAIVERS: waivers ?? VARIABLES.IAMSPEC_WAIVERS.standard,
    IAMSPEC_FAIL_ON: settings.failOn,
    IAMSPEC_MAX_REPORT_AGE: `${settings.maxReportAge / SECOND}s`,
    IAMSPEC_REPORTS_DIR: settings.reportsDir,
    IAMSPEC_EVIDENCE: settings.evidence,
    IAMSPEC_SIGN: settings.sign ?? VARIABLES.IAMSPEC_SIGN.standard,
    IAMSPEC_TIMEOUT: `${settings.timeout / SECOND}s`,
  };
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

function unknownVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => /^iamspec_/i.test(name) && !Object.hasOwn(VARIABLES, name))
    .map((name) => `There is no setting ${name}.${hint(name, Object.keys(VARIABLES))}`);
}

function notUnderstood(name: Variable, text: string): string {
  const { expected, standard } = VARIABLES[name];
  return `${name} is ${JSON.stringify(text)}, expected ${expected}; unset it for ${standard}.`;
}

function parseNames(text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  return names.includes('') ? undefined : [...new Set(names)];
}

function parseEvidence(text: string): 'bundle' | 'junit' | undefined {
  return text === 'bundle' || text === 'junit' ? text : undefined;
}

function parseSeverity(text: string): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text);
}

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const UNITS = new Map([
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
]);

/** Reads a duration such as `30s`, `90m`, `24h` or `7d`; undefined where the text is none. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const size = UNITS.get(unit);
  return size === undefined || Number(count) === 0 ? undefined : Number(count) * size;
}
