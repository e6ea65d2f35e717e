import { control, run } from '../../../tools/testing/page';
import { auditedReport, auditResult, verdict } from '../../../tools/testing/result';
import { type AuditResult, splitFix } from '../../result';
import { describeSettings, readSettings } from '../../run/settings';
import { headline, notices } from './facts';
import { settingsForPeople } from './settings';

describe('the headline', () => {
  test.each<[tone: string, title: string, given: AuditResult]>([
    ['passed', 'PASSED', run(0, ['passed', 'notApplicable'])],
    ['open', 'PASSED, 1 WAIVED', run(0, ['passed', 'waived'])],
    ['open', 'PASSED, 1 NOT REVIEWED', run(0, ['passed', 'notReviewed'])],
    ['open', 'PASSED, 1 FAILED BELOW HIGH', run(0, ['passed', 'failed'], { failOn: 'high' })],
    ['open', 'PARTIAL RUN: PASSED', run(0, ['passed'], { notRun: 3 })],
    ['failed', 'PARTIAL RUN: FAILED', run(1, ['failed'], { notRun: 3 })],
    ['failed', 'FAILED', run(1, ['failed', 'passed'])],
    ['error', 'COULD NOT CHECK', run(2, ['error', 'passed'])],
    ['error', 'COULD NOT CHECK', run(2, ['notReviewed'])],
    ['error', 'COULD NOT CHECK', run(2, [], { audited: undefined })],
  ])('is %s: %s', (tone, title, given) => {
    expect(headline(given)).toMatchObject({ tone, title });
  });

  const since = (still: number): Partial<AuditResult> => ({
    changes: {
      before: { runId: 'of-may', startedAt: 0, manifest: '' },
      isReference: true,
      between: [],
      new: [{ profile: 'house', control: 'key-age', subjects: ['user-0'] }],
      still,
      mended: [],
      setAside: 0,
    },
  });

  test('says how many failures are not counted, since they failed in the run that was named', () => {
    expect(headline(run(0, ['passed', 'failed'], since(1)))).toMatchObject({
      tone: 'open',
      title: 'PASSED, 1 STILL FAILING',
      detail: expect.stringContaining(
        'Failing in run of-may already and not counted (IAMSPEC_SINCE): 1 failure.',
      ),
    });
    const { detail } = headline(run(1, ['failed', 'failed', 'failed'], since(2)));
    expect(detail).toBe(
      'The account breaks the policy: 1 failure. 2 failures of run of-may do not count.',
    );
  });

  test('says how many failures count', () => {
    expect(headline(run(1, ['failed', 'failed'])).detail).toContain('2 failures.');
    expect(headline(run(1, ['failed'], { failOn: 'high' })).detail).toContain(
      '1 failure below high do not count',
    );
  });

  test('goes with what must be known before it', () => {
    const audited = auditedReport({}, '000000000000');
    expect(notices(run(1, ['failed'], { audited, notRun: 2 }))).toEqual([
      expect.stringMatching(/^DEMO: a made-up account/),
      expect.stringMatching(/^PARTIAL RUN: .* 2 verdicts/),
    ]);
    const report = { ...auditedReport().report, asOfSource: 'clock' } as const;
    const clock = { audited: auditedReport({ report }) };
    const undated = control([], {
      verdicts: [verdict('root', 'error', 'the report has no date: set IAMSPEC_AS_OF.')],
    });
    expect(notices(run(1, ['failed'], clock))).toEqual([
      "AGES MEASURED AT THIS MACHINE'S TIME: the report does not say when it was generated.",
    ]);
    expect(notices(auditResult({ ...clock, results: [undated] }))).toEqual([
      expect.stringMatching(/ 1 verdict could not be reached for that: set IAMSPEC_AS_OF\.$/),
    ]);
    const origin = { kind: 'live', endpoint: 'http://127.0.0.1:5000' } as const;
    expect(notices(run(1, ['failed'], { audited: auditedReport({ origin }) }))).toEqual([
      expect.stringContaining('http://127.0.0.1:5000'),
    ]);
  });
});

describe('a fix', () => {
  test.each([
    [
      'Rotate it: aws iam a --user-name x, aws iam b',
      { words: 'Rotate it:', commands: ['aws iam a --user-name x', 'aws iam b'] },
    ],
    [
      'Sign in by aws login, then: aws iam a ..., aws iam b',
      { words: 'Sign in by aws login, then:', commands: ['aws iam a ...', 'aws iam b'] },
    ],
    ['aws iam a', { words: '', commands: ['aws iam a'] }],
    ['Ask, then delete it.', { words: 'Ask, then delete it.', commands: [] }],
  ])('%j has its commands on lines of their own', (text, fix) => {
    expect(splitFix(text)).toEqual(fix);
  });
});

describe('the settings', () => {
  const shown = (name: string, value: string) => settingsForPeople({ [name]: value })[0]?.[1];

  test.each([
    ['IAMSPEC_AS_OF', 'the clock', 'not set'],
    ['IAMSPEC_AS_OF', '2026-09-11T13:14:52Z', '2026-09-11T13:14:52Z'],
    ['IAMSPEC_MAX_REPORT_AGE', '86400s', '24 h'],
    ['IAMSPEC_DUE_WITHIN', '1209600s', '14 d'],
    ['IAMSPEC_TIMEOUT', '300s', '5 min'],
    ['IAMSPEC_TIMEOUT', '90s', '90 s'],
    ['IAMSPEC_REPORT', '90s', '90s'],
  ])('%s as %j reads %j', (name, value, text) => {
    expect(shown(name, value)).toBe(text);
  });

  test('that are unset are those of an empty environment', () => {
    const unset = settingsForPeople(describeSettings(readSettings({})));
    expect(unset.filter(([, value]) => value === 'not set').map(([name]) => name)).toEqual([
      'IAMSPEC_REPORT',
      'IAMSPEC_AS_OF',
      'IAMSPEC_SIGN',
    ]);
  });
});
