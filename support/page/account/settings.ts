/** What `run.settings` says where nothing was set, and nothing else stands in. */
const UNSET: Readonly<Record<string, string>> = {
  IAMSPEC_REPORT: 'the live account',
  IAMSPEC_AS_OF: 'the clock',
  IAMSPEC_SIGN: 'no signature',
};

const DURATIONS: readonly string[] = [
  'IAMSPEC_DUE_WITHIN',
  'IAMSPEC_MAX_REPORT_AGE',
  'IAMSPEC_TIMEOUT',
];

const DAY = 86_400; // seconds
const UNITS = [
  [3600, 'h'],
  [60, 'min'],
] as const;

/** What was not set says so, and durations are no long numbers. */
export function settingsForPeople(
  settings: Readonly<Record<string, string>>,
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(settings).map(([name, value]) => [name, forPeople(name, value)]);
}

function forPeople(name: string, value: string): string {
  if (UNSET[name] === value) return 'not set';
  return DURATIONS.includes(name) ? duration(value) : value;
}

function duration(text: string): string {
  const seconds = Number(/^(\d+)s$/.exec(text)?.[1]);
  if (Number.isNaN(seconds)) return text;
  if (seconds > DAY && seconds % DAY === 0) return `${seconds / DAY} d`;
  const [size, unit] = UNITS.find(([each]) => seconds % each === 0) ?? [1, 's'];
  return `${seconds / size} ${unit}`;
}
