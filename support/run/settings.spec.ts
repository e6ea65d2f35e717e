import { ConfigurationError } from '../control';
import {
  describeSettings,
  flagOf,
  NAMES,
  readSettings,
  SETTINGS,
  takeSettings,
  withSetting,
} from './settings';

const HOUR = 3_600_000;
const VARIABLES = NAMES.map((name) => SETTINGS[name].variable);

describe('readSettings', () => {
  test('has a default for everything', () => {
    expect(Object.keys(readSettings({}))).toEqual(NAMES);
    expect(readSettings({})).toMatchObject({
      profiles: ['baseline'],
      report: undefined,
      asOf: undefined,
      failOn: 'low',
      maxReportAge: 24 * HOUR,
      reportsDir: 'reports',
      evidence: 'bundle',
      timeout: 300_000,
    });
  });

  test('leaves alone what is not its own', () => {
    const env = { PATH: '/bin', AWS_PROFILE: '', IAMSPECS: 'x', MY_IAMSPEC_PROFILE: 'x' };
    expect(readSettings({ ...env, IAMSPEC_PROFILE: undefined })).toEqual(readSettings({}));
  });

  test.each([
    ['IAMSPEC_PROFILE', 'cis-aws-5.0', { profiles: ['cis-aws-5.0'] }],
    ['IAMSPEC_PROFILE', ' a , ./b/c.ts,a', { profiles: ['a', './b/c.ts'] }],
    ['IAMSPEC_REPORT', 'reports/saved.csv', { report: 'reports/saved.csv' }],
    ['IAMSPEC_REPORT', '-', { report: '-' }],
    ['IAMSPEC_AS_OF', '2025-06-30T12:00:00Z', { asOf: Date.UTC(2025, 5, 30, 12) }],
    ['IAMSPEC_AS_OF', '2025-06-30T14:00:00+02:00', { asOf: Date.UTC(2025, 5, 30, 12) }],
    ['IAMSPEC_FAIL_ON', 'low', { failOn: 'low' }],
    ['IAMSPEC_FAIL_ON', 'critical', { failOn: 'critical' }],
    ['IAMSPEC_MAX_REPORT_AGE', '90m', { maxReportAge: 1.5 * HOUR }],
    ['IAMSPEC_MAX_REPORT_AGE', '7d', { maxReportAge: 168 * HOUR }],
    ['IAMSPEC_REPORTS_DIR', 'out', { reportsDir: 'out' }],
    ['IAMSPEC_EVIDENCE', 'junit', { evidence: 'junit' }],
    ['IAMSPEC_SIGN', 'key.pem', { sign: 'key.pem' }],
    ['IAMSPEC_TIMEOUT', '30s', { timeout: 30_000 }],
    ['IAMSPEC_TIMEOUT', '1h', { timeout: HOUR }],
  ])('understands %s=%s', (name, text, expected) => {
    expect(readSettings({ [name]: text })).toEqual({ ...readSettings({}), ...expected });
  });

  test.each([
    ['IAMSPEC_PROFILE', 'a,,b'],
    ['IAMSPEC_PROFILE', ','],
    ['IAMSPEC_AS_OF', '2025-06-30'],
    ['IAMSPEC_AS_OF', '2025-02-30T00:00:00Z'],
    ['IAMSPEC_AS_OF', 'now'],
    ['IAMSPEC_FAIL_ON', 'Low'],
    ['IAMSPEC_FAIL_ON', 'none'],
    ['IAMSPEC_MAX_REPORT_AGE', '24'],
    ['IAMSPEC_MAX_REPORT_AGE', '0h'],
    ['IAMSPEC_MAX_REPORT_AGE', '-1h'],
    ['IAMSPEC_MAX_REPORT_AGE', '1.5h'],
    ['IAMSPEC_MAX_REPORT_AGE', '1w'],
    ['IAMSPEC_MAX_REPORT_AGE', 'Infinity'],
    ['IAMSPEC_EVIDENCE', 'JUnit'],
    ['IAMSPEC_EVIDENCE', 'none'],
    ['IAMSPEC_TIMEOUT', '5 m'],
    ['IAMSPEC_TIMEOUT', '9999999s'],
  ])('refuses %s=%s, and says what is expected', (name, text) => {
    const read = () => readSettings({ [name]: text });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(`${name} is ${JSON.stringify(text)}, expected `);
  });

  test.each(VARIABLES)('refuses an empty %s, rather than take the default', (name) => {
    for (const text of ['', ' ']) {
      expect(() => readSettings({ [name]: text })).toThrow(
        `${name} is ${JSON.stringify(text)}, expected `,
      );
    }
  });

  test.each([
    ['IAMSPEC_FAILON', 'IAMSPEC_FAIL_ON'],
    ['IAMSPEC_PROFILES', 'IAMSPEC_PROFILE'],
    ['iamspec_profile', undefined],
    ['IamSpec_Waiver', undefined],
  ])('refuses %s, since a typo must not loosen an audit', (name, near) => {
    const read = () => readSettings({ [name]: 'x' });
    expect(read).toThrow(`There is no setting ${name}.`);
    expect(read).toThrow(`Known: ${VARIABLES.join(', ')}.`);
    if (near) expect(read).toThrow(`Did you mean "${near}"?`);
  });

  test('refuses formats for a bundle that is not written', () => {
    const formats = { IAMSPEC_EXPORT: 'hdf' };
    expect(readSettings({ ...formats, IAMSPEC_EVIDENCE: 'bundle' }).export).toEqual(['hdf']);
    expect(() => readSettings({ ...formats, IAMSPEC_EVIDENCE: 'junit' })).toThrow(
      'IAMSPEC_EXPORT is what the bundle is to hold besides, but with IAMSPEC_EVIDENCE "junit" there is none; unset one of them.',
    );
  });

  test('lists everything that is wrong at once', () => {
    expect(() =>
      readSettings({
        IAMSPEC_FAIL_ON: 'severe',
        IAMSPEC_TIMEOUT: '',
        IAMSPEC_MAX_AGE: '1d',
        IAMSPEC_AS_OF: '2025-06-30 12:00',
      }),
    ).toThrow(
      [
        `There is no setting IAMSPEC_MAX_AGE. Did you mean "IAMSPEC_AS_OF"? Known: ${VARIABLES.join(', ')}.`,
        'IAMSPEC_AS_OF is "2025-06-30 12:00", expected a date such as 2026-09-11T13:14:52Z; unset it for the clock.',
        'IAMSPEC_FAIL_ON is "severe", expected one of low, medium, high, critical; unset it for low.',
        'IAMSPEC_TIMEOUT is "", expected a duration such as 30s or 5m; unset it for 5m.',
      ].join('\n'),
    );
  });
});

describe('takeSettings', () => {
  test('a flag outweighs its variable', () => {
    const { settings, texts } = takeSettings({ IAMSPEC_FAIL_ON: 'high' }, { failOn: 'medium' });
    expect(settings.failOn).toBe('medium');
    expect(texts.failOn).toBe('medium');
  });

  test('says what was wrong, and goes on with the default of that alone', () => {
    const given = takeSettings({
      IAMSPEC_TIMEOUT: '1w',
      IAMSPEC_REPORTS_DIR: 'out',
      IAMSPEC_X: '',
    });
    expect(given.problems).toEqual([
      expect.stringContaining('There is no setting IAMSPEC_X.'),
      'IAMSPEC_TIMEOUT is "1w", expected a duration such as 30s or 5m; unset it for 5m.',
    ]);
    expect(given.settings).toMatchObject({ timeout: 300_000, reportsDir: 'out' });
  });

  test('tells what was given from what is the default', () => {
    expect(takeSettings({}).texts.profiles).toBeUndefined();
    expect(takeSettings({ IAMSPEC_PROFILE: 'baseline' }).texts.profiles).toBe('baseline');
  });
});

describe('withSetting', () => {
  const given = takeSettings({ IAMSPEC_X: '', IAMSPEC_PROFILE: ',', IAMSPEC_FAIL_ON: 'high' });

  test('puts one right, and keeps the others and what is wrong with them', () => {
    const { settings, problems } = withSetting(given, 'profiles', 'strict');
    expect(settings).toMatchObject({ profiles: ['strict'], failOn: 'high' });
    expect(problems).toEqual([expect.stringContaining('There is no setting IAMSPEC_X.')]);
  });

  test('refuses what is not understood', () => {
    expect(withSetting(given, 'failOn', 'severe').problems).toHaveLength(3);
  });
});

test('each setting has a flag of its own', () => {
  expect(flagOf('failOn')).toBe('--fail-on');
  expect(new Set(NAMES.map(flagOf)).size).toBe(NAMES.length);
});

test('the settings in force are named like their variables, each of them', () => {
  const described = describeSettings(readSettings({ IAMSPEC_MAX_REPORT_AGE: '90m' }));
  expect(Object.keys(described)).toEqual(VARIABLES);
  expect(described).toMatchObject({
    IAMSPEC_MAX_REPORT_AGE: '5400s',
    IAMSPEC_SIGN: 'no signature',
  });
});
