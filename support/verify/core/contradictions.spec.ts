import type { Manifest } from '../../bundle';
import { contradictions, futureTimes } from './contradictions';

const NOW = Date.UTC(2026, 5, 2, 12);
const MINUTES = 60_000;
const STARTED = NOW - 60 * MINUTES;
const READ = STARTED + 1000;

type Report = NonNullable<Manifest['report']>;

function manifest(overrides: Partial<Manifest> = {}, report: Partial<Report> = {}): Manifest {
  return {
    schemaVersion: 1,
    tool: { version: '1.0.0', commit: undefined },
    run: { id: '2026-06-02T11-00-00Z-0a1b2c', startedAt: STARTED },
    account: { id: '111122223333', partition: 'aws', caller: 'arn:aws:iam::111122223333:user/a' },
    report: {
      source: 'live',
      origin: { kind: 'live' },
      generatedTime: STARTED - 10 * MINUTES,
      asOf: STARTED - 10 * MINUTES,
      asOfSource: 'GeneratedTime',
      readAt: READ,
      notes: [],
      ...report,
    },
    exitCode: 0,
    failOn: 'low',
    problems: [],
    settings: {},
    policyFiles: [],
    profiles: [{ name: 'baseline', title: 'Baseline', source: undefined, notDecidable: {} }],
    controls: [control()],
    waivers: [],
    owners: [],
    trend: [],
    files: {},
    ...overrides,
  };
}

function control(overrides: Partial<Manifest['controls'][number]> = {}) {
  return {
    profile: 'baseline',
    id: 'root-mfa',
    severity: 'high' as const,
    requirements: [],
    inputs: {},
    scope: { everybody: true, classes: [] },
    counts: {},
    notRun: 0,
    start: READ,
    milliseconds: 0,
    ...overrides,
  };
}

const CSV: Partial<Report> = {
  origin: { kind: 'file', path: 'report.csv', format: 'csv' },
  generatedTime: undefined,
};
const UNKNOWN_ACCOUNT = { account: { id: '111122223333', partition: 'aws', caller: null } };

describe('what can be true together', () => {
  test.each<[string, Manifest]>([
    ['a live run', manifest()],
    [
      'two plain files of one name',
      manifest({
        controls: [
          control(),
          control({ profile: undefined, id: 'own' }),
          control({ profile: undefined, id: 'own' }),
        ],
      }),
    ],
    ['a control that Jest did not run', manifest({ controls: [control({ start: 0 })] })],
    ['clocks five minutes apart', manifest({}, { readAt: STARTED - 5 * MINUTES })],
    ['a CSV at the clock', manifest(UNKNOWN_ACCOUNT, { ...CSV, asOf: READ, asOfSource: 'clock' })],
    [
      'a CSV at an instant',
      manifest(UNKNOWN_ACCOUNT, { ...CSV, asOf: 0, asOfSource: 'IAMSPEC_AS_OF' }),
    ],
    [
      'a bundle of a CSV at the clock of then',
      manifest(UNKNOWN_ACCOUNT, {
        ...CSV,
        origin: { kind: 'file', path: 'x', format: 'bundle' },
        asOf: READ - 1,
        asOfSource: 'clock',
      }),
    ],
    [
      'an emulator with callers of its own',
      manifest(
        { account: { id: '111122223333', partition: 'aws', caller: 'arn:aws:iam::000:user/a' } },
        { origin: { kind: 'live', endpoint: 'http://127.0.0.1:5000' } },
      ),
    ],
  ])('%s', (_, each) => {
    expect(contradictions(each)).toEqual([]);
  });
});

describe('what cannot', () => {
  test.each<[string, Manifest, RegExp]>([
    [
      'a run of another time than its id says',
      manifest({ run: { id: '2026-06-02T11-00-01Z-0a1b2c', startedAt: STARTED } }),
      /cannot have been started at 2026-06-02T11:00:00Z/,
    ],
    [
      'a report read over five minutes before the run began',
      manifest({}, { readAt: STARTED - 5 * MINUTES - 1 }),
      /read at .*, before the run began/,
    ],
    [
      'a control that was run before the run',
      manifest({ controls: [control({ start: STARTED - 6 * MINUTES })] }),
      /control root-mfa was run before the run began/,
    ],
    [
      'an instant that is not that of generation',
      manifest({}, { asOf: STARTED }),
      /ages are measured at .* \(GeneratedTime\), but its report was generated at/,
    ],
    [
      'an instant in place of that of generation',
      manifest({}, { asOfSource: 'IAMSPEC_AS_OF' }),
      /\(IAMSPEC_AS_OF\), but its report was generated at/,
    ],
    [
      'a clock that was not that of reading',
      manifest(UNKNOWN_ACCOUNT, { ...CSV, asOf: READ - 1, asOfSource: 'clock' }),
      /\(clock\), but its report was read at/,
    ],
    [
      'an instant after the report was read',
      manifest(UNKNOWN_ACCOUNT, { ...CSV, asOf: READ + 6 * MINUTES, asOfSource: 'IAMSPEC_AS_OF' }),
      /which is after its report was read/,
    ],
    [
      'a caller of another account',
      manifest({
        account: { id: '999999999999', partition: 'aws', caller: 'arn:aws:sts::111122223333:x/y' },
      }),
      /of account 999999999999, but the caller was/,
    ],
    ['a live report that nobody fetched', manifest(UNKNOWN_ACCOUNT), /live, but nobody called/],
    ['a saved report that somebody fetched', manifest({}, CSV), /a saved one, but/],
    ['a report of no account', manifest({ account: null }), /a report without an account/],
    [
      'a live report at the clock',
      manifest({}, { generatedTime: undefined, asOf: READ, asOfSource: 'clock' }),
      /\(clock\), but its report is live/,
    ],
    [
      'a control twice in a profile',
      manifest({ controls: [control(), control()] }),
      /control root-mfa of profile baseline stands twice/,
    ],
    ['no profile', manifest({ profiles: [] }), /names no profile/],
    [
      'a control of a profile that is not named',
      manifest({ controls: [control({ profile: 'strict' })] }),
      /control root-mfa is of profile strict, which the manifest does not name/,
    ],
  ])('%s', (_, each, expected) => {
    expect(contradictions(each).join('\n')).toMatch(expected);
  });
});

describe('what is yet to come', () => {
  const begins = (startedAt: number) =>
    manifest({ run: { id: '2026-06-02T12-05-00Z-a', startedAt } });

  test('is a run that begins over five minutes after now: one of the clocks is wrong', () => {
    expect(futureTimes(begins(NOW + 5 * MINUTES), NOW)).toEqual([]);
    expect(futureTimes(begins(NOW + 5 * MINUTES + 1), NOW)).toEqual([
      'the run began at 2026-06-02T12:05:00Z, but here it is 2026-06-02T12:00:00Z: one of the clocks is wrong.',
    ]);
  });

  test('is a control that was run then', () => {
    const later = manifest({ controls: [control({ start: NOW + 6 * MINUTES })] });
    expect(futureTimes(later, NOW).join()).toMatch(
      /control root-mfa was run at 2026-06-02T12:06:00Z/,
    );
  });
});
