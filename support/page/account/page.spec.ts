import { createHash } from 'node:crypto';
import type { Status, Verdict } from '../../control';
import { auditedReport, auditResult, controlResult, verdict } from '../../evidence/testing';
import { DAY } from '../../report';
import { AS_OF, reportOf, userRow } from '../../report/testing';
import {
  type AuditResult,
  type ControlResult,
  coverage,
  subjectsOf,
  type TrendPoint,
} from '../../result';
import { describeSettings, readSettings } from '../../settings';
import { sorted } from '../kit/browser/order';
import { failing } from '../kit/failures';
import { visible } from '../kit/visible';
import { ageCharts } from './ages';
import { type Filter, find, RANKING } from './browser/filter';
import { open, verdictsOf } from './browser/store';
import type { PageData } from './data';
import { encode } from './encode';
import { headline, notices } from './facts';
import { splitFix } from './fix';
import { beyondLimit, binsOf } from './histogram';
import { settingsForPeople } from './settings';
import { demo, EARLIER, HOSTILE, hostile, large, written } from './testing';

const control = (list: readonly Status[], overrides: Partial<ControlResult> = {}) =>
  controlResult(
    'key-age',
    'low',
    list.map((status, index) => verdict(`user-${index}`, status, 'because', { severity: 'low' })),
    overrides,
  );

const run = (
  exitCode: 0 | 1 | 2,
  list: readonly Status[],
  { notRun = 0, ...overrides }: Partial<AuditResult> & { notRun?: number } = {},
) => auditResult({ exitCode, results: [control(list, { notRun })], ...overrides });

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

describe('a requirement', () => {
  const stateOf = (...results: readonly ControlResult[]) =>
    coverage(auditResult({ results }))[0]?.requirements.map(({ id, state }) => `${id} ${state}`);
  const serving = (list: readonly Status[], notRun = 0) =>
    control(list, { requirements: ['1.9'], notRun });

  test.each<[state: string, ...results: readonly ControlResult[]]>([
    ['passed', serving(['passed', 'notApplicable'])],
    ['failed', serving(['passed']), serving(['failed', 'notReviewed'])],
    ['error', serving(['failed']), serving(['error'])],
    ['notRun', serving(['passed'], 1)],
    ['notRun', serving([], 5)],
    ['notReviewed', serving(['passed', 'waived']), serving(['notReviewed'])],
    ['waived', serving(['passed', 'waived'])],
    ['notApplicable', serving(['notApplicable'])],
  ])('is %s by the worst that is said of it', (state, ...results) => {
    expect(stateOf(...results)).toEqual([`1.9 ${state}`]);
  });

  test('that no report can decide is among the others, in the order in which people count', () => {
    const profiles = [
      {
        name: 'house',
        title: '',
        source: undefined,
        notDecidable: { '1.10': 'Why.', '1.2': 'Why.' },
      },
    ];
    const [house] = coverage(auditResult({ profiles, results: [serving(['passed'])] }));
    expect(house?.requirements.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '1.2 notDecidable',
      '1.9 passed',
      '1.10 notDecidable',
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

describe('the ages', () => {
  const days = (...list: readonly number[]) => list.map((day) => day * DAY);
  const counts = (inclusive: boolean) =>
    binsOf({ ages: days(0, 89, 90, 90.001, 5000), limits: [90], inclusive });

  test('that equal a limit stand on the side on which the control counts them', () => {
    const within = (inclusive: boolean) =>
      counts(inclusive)
        .filter(({ beyond }) => beyond === 'no')
        .reduce((sum, { count }) => sum + count, 0);
    expect([within(true), within(false)]).toEqual([3, 2]);
    expect(beyondLimit({ ages: days(90), limits: [90], inclusive: true }, 90)).toBe(0);
    expect(beyondLimit({ ages: days(90), limits: [90], inclusive: false }, 90)).toBe(1);
  });

  test('are all counted, the oldest in one bin', () => {
    expect(counts(true).reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(counts(true).at(-1)).toMatchObject({ from: 360, to: Infinity, count: 1 });
  });

  test('between two limits are beyond some', () => {
    const bins = binsOf({ ages: [], limits: [30, 90], inclusive: true });
    expect(bins.slice(0, 4).map(({ beyond }) => beyond)).toEqual(['no', 'some', 'some', 'yes']);
  });
});

describe('the charts of ages', () => {
  const ages = {
    title: 'Key age',
    noun: 'key',
    since: 'days since it was created',
    inclusive: true,
  };
  const { about } = control([]);
  const judged = (subject: string, days: number, limit: number) =>
    verdict(subject, 'passed', '', { measured: days, limit, since: AS_OF - days * DAY });
  const measuring = (verdicts: readonly Verdict[], profile: string) =>
    control([], { profile, verdicts, about: about && { ...about, ages } });

  test('take what the verdicts measured: whom two profiles judge once, whom nobody could judge not', () => {
    const unread = verdict('carol', 'error', 'could not be checked');
    const results = [
      measuring([judged('alice', 3, 90), judged('bob', 40, 30), unread], 'house'),
      measuring([judged('alice', 3, 60)], 'strict'),
      control(['failed']),
    ];
    expect(ageCharts(AS_OF, auditResult({ results }))).toEqual([
      { ...ages, id: 'ages-key-age', ages: [3 * DAY, 40 * DAY], limits: [30, 60, 90] },
    ]);
  });

  test('of a control that could judge nobody do not say that there is nothing', () => {
    const results = [measuring([verdict('all subjects', 'error', 'why')], 'house')];
    expect(written(auditResult({ results }))).toContain('No key was judged.');
  });
});

describe('the subjects', () => {
  const report = reportOf(userRow('account'), userRow('bob'));
  const account = report.users[0]?.arn;
  const results = [
    control([], {
      verdicts: [
        verdict('account', 'passed', 'the user', { arn: account }),
        verdict('account / access key 1', 'failed', 'its key', { arn: account }),
        verdict('account', 'passed', 'the account', { arn: report.root.arn }),
        verdict('all subjects', 'notReviewed', 'nobody'),
      ],
    }),
    controlResult('extra', undefined, [verdict('a › b', 'passed', '')], { profile: undefined }),
  ];

  test('are people, judged or not, and what else was judged', () => {
    const subjects = subjectsOf(auditResult({ results, audited: auditedReport({ report }) }));
    expect(subjects.map(({ kind, name, judged }) => [kind, name, judged.length])).toEqual([
      ['root', '<root_account>', 0],
      ['user', 'account', 2],
      ['user', 'bob', 0],
      ['other', 'account', 1],
      ['other', 'all subjects', 1],
      ['other', 'extra (plain test)', 1],
    ]);
  });
});

describe('the data', () => {
  const given = demo();
  const data: PageData = JSON.parse(JSON.stringify(encode(given, subjectsOf(given))));
  const store = open(data);
  const whole: Filter = { text: '', control: '', severity: '', status: '' };
  const names = (filter: Partial<Filter>) =>
    find(store, { ...whole, ...filter }).subjects.map(({ name }) => name);

  test('hold every verdict, with its reason and fix', () => {
    const told = store.subjects.flatMap((subject) =>
      verdictsOf(store, subject).map(({ control, label, reason, fix }) =>
        JSON.stringify([control.id, label, reason, fix]).replaceAll('\\u0001', subject.name),
      ),
    );
    const verdicts = given.results.flatMap((each) =>
      each.verdicts.map(({ subject, reason, fix }) =>
        JSON.stringify([each.id, subject, reason, fix]),
      ),
    );
    expect(told.sort()).toEqual(verdicts.sort());
  });

  test('can be searched by name and path', () => {
    expect(names({ text: 'GRA' })).toEqual(['grace']);
    expect(names({ text: '/service/ legacy' })).toEqual(['legacy-erp']);
    expect(names({ text: 'nobody at all' })).toEqual([]);
  });

  test('can be filtered by control, severity and status of one and the same verdict', () => {
    expect(names({ control: 'console-user-mfa', status: '1' })).toContain('bob');
    expect(names({ control: 'console-user-mfa', status: '1', severity: '3' })).toEqual([]);
    expect(names({ control: 'root-mfa' })).toEqual(['<root_account>']);
  });

  test('are sorted by any column, both ways', () => {
    const first = (column: string, reversed: boolean) =>
      sorted(store.subjects, RANKING, { column, reversed })[0];
    expect(first('state', false)?.counts[1]).toBeGreaterThan(0);
    expect(first('state', true)?.counts[1]).toBe(0);
    expect(first('name', false)?.name).toBe('<root_account>');
    expect(first('passed', false)?.name).toBe('nina');
  });
});

describe('the trend', () => {
  const points = (...runs: readonly Partial<TrendPoint>[]): readonly TrendPoint[] =>
    runs.map((run, index) => ({
      runId: `earlier ${index}`,
      startedAt: Date.UTC(2026, 10, 1 + index),
      ...{ passed: 0, failed: 0, error: 0, waived: 0, exitCode: 0 },
      ...run,
    }));
  const trendOf = (...runs: readonly Partial<TrendPoint>[]) =>
    /<figure[^>]*aria-labelledby="trend-title">(.*?)<\/figure>/s.exec(
      written(run(0, ['passed']), points(...runs)),
    )?.[1] ?? '';
  const told = (trend: string) => /<p class="told">(.*?)<\/p>/.exec(trend)?.[1];
  const marks = (trend: string) => trend.match(/>!<\/text>/g)?.length ?? 0;
  const bars = (trend: string) => trend.match(/<rect class="open-run"/g)?.length ?? 0;

  test('of perfect days has no bar', () => {
    const trend = trendOf({ passed: 9 }, { passed: 8 });
    expect(told(trend)).toBe('3 runs since 2026-11-01, this one last.');
    expect([marks(trend), bars(trend)]).toEqual([0, 0]);
  });

  test.each<[string, Partial<TrendPoint>, string]>([
    ['could not check, and has no figures', { exitCode: 2 }, '1 could not check everything'],
    ['could not check all', { exitCode: 2, passed: 9, error: 1 }, '1 could not check everything'],
    ['was not reviewed', { exitCode: 2, passed: 0 }, '1 could not check everything'],
    ['had nothing to judge', { exitCode: 0 }, '1 had nothing to judge'],
  ])('shows that a run %s', (_, open, words) => {
    const trend = trendOf({ passed: 9 }, open, { passed: 8 });
    expect(told(trend)).toBe(
      `4 runs since 2026-11-01, this one last. ${words}: hatched to the top.`,
    );
    expect(marks(trend)).toBe(1);
    expect(bars(trend)).toBe(1);
  });
});

describe('the failures of each control', () => {
  const tally = (label: string, failed: number, error = 0, waived = 0) => ({
    ...{ label, failed, error, waived },
  });

  test('are of those that have failures, the most first; of the others it is said how they are', () => {
    const { tallies, told } = failing([
      ...[tally('mfa', 1), tally('age', 3, 1), tally('fine', 0), tally('refused', 0, 2)],
      ...[tally('excused', 0, 0, 4), tally('both', 0, 1, 1)],
    ]);
    expect(tallies.map(({ label }) => label)).toEqual(['age', 'mfa']);
    expect(told).toBe('2 controls with failures. 2 more could not check. 1 more waived.');
  });

  test.each([
    ['', [], 'No control has a failure.'],
    ['and errors', [tally('refused', 0, 2)], 'No control has a failure. 1 could not check.'],
    ['and waivers', [tally('excused', 0, 0, 1)], 'No control has a failure. 1 waived.'],
  ])('are none, %s', (_, all, told) => {
    expect(failing(all)).toEqual({ tallies: [], told });
  });

  test('are on the page, and no control that has none', () => {
    const results = [
      controlResult('age', 'high', [verdict('alice', 'failed', '-')]),
      controlResult('refused', 'high', [verdict('all subjects', 'error', '-')]),
      controlResult('excused', 'high', [verdict('alice', 'waived', '-')]),
    ];
    const card = /<figure[^>]*aria-labelledby="failures-per-control-title">(.*?)<\/figure>/s.exec(
      written(auditResult({ results })),
    )?.[1];
    expect(card).toContain('1 control with failures. 1 more could not check. 1 more waived.');
    expect(card).toContain('<bdi>age</bdi>');
    expect(card).not.toMatch(/<bdi>(?:refused|excused)|>(?:refused|excused)<\/text>/);
  });
});

describe('the page', () => {
  const text = written(demo(), EARLIER);
  const element = (name: string, from = text) =>
    new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(from)?.[1] ?? '';
  const hash = (content: string) =>
    `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

  test('allows its own script and style, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(element('script'))}`,
      `style-src ${hash(element('style'))}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(text.match(/<(?:script|style)\b/g)).toHaveLength(3);
  });

  test('styles nothing by attribute, loads nothing and leads nowhere else', () => {
    const markup = text.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
    expect(markup.match(/ (?:style|src|on\w+|srcset|action|poster)=/g)).toBeNull();
    expect(markup.match(/href="(?!#)/g)).toBeNull();
    expect(element('style')).not.toMatch(/url\(|@import/);
  });

  test('is the same each time', () => {
    expect(written(demo(), EARLIER)).toBe(text);
  });

  test('says what it was made from, and who is in it', () => {
    const content = 'the report';
    const audited = auditedReport({ content: Buffer.from(content) });
    const page = written(auditResult({ audited }));
    expect(page).toContain(createHash('sha256').update(content).digest('hex'));
    expect(page).toContain('<dd>2 users: 0 with a password, 0 with active access keys</dd>');
    expect(page).toContain('2025-06-30T12:00:00Z, the report');
  });

  test('tells runs of one day apart', () => {
    const point = EARLIER.at(-1);
    const sameDay = point ? [{ ...point, startedAt: point.startedAt + DAY - 60_000 }] : [];
    expect(written(demo(), sameDay)).toContain('>11-21 13:13</text>');
    expect(text).toContain('>11-21</text>');
  });

  test('draws a limit into the ages', () => {
    expect(text).toMatch(
      /<div class="chart" role="img" aria-label="Password last used[^"]*beyond 30 days/,
    );
    expect(text).toMatch(/<text[^>]*>limit 30 d<\/text>/);
  });

  test('without a report says why, and draws nothing', () => {
    const problems = ['the caller may not read it.'];
    const page = written(run(2, ['error'], { audited: undefined, problems }));
    expect(page).toContain('<title>COULD NOT CHECK: IAM credentials</title>');
    expect(page).toContain('the caller may not read it.');
    expect(page).not.toMatch(/class="chart"|Failing subjects/);
  });

  test('lists no more failures than one reads', () => {
    const page = written(
      run(
        1,
        Array.from({ length: 100 }, () => 'failed' as const),
      ),
    );
    expect(page).toContain('and 75 failures more');
  });

  test('of 1,000 users is small for what it tells', () => {
    const account = large(1000);
    const verdicts = account.results.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
    expect(written(account).length / verdicts).toBeLessThan(100);
  });
});

describe('what is hostile', () => {
  const text = written(hostile());

  test('stays text', () => {
    expect(text.match(/<script\b/g)).toHaveLength(2);
    expect(text.match(/<\/script/g)).toHaveLength(2);
    expect(text).not.toMatch(/<img|<svg onload|<!--/);
  });

  test('hides no character', () => {
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}\p{Co}]/u);
    expect(text).toContain('admin\\u{202e}gnp.exe');
  });

  test('is told as it is', () => {
    const given = hostile();
    const data: PageData = JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '');
    expect(data.subjects.names.slice(1, 1 + HOSTILE.length)).toEqual(HOSTILE.map(visible));
    const store = open(data);
    const reasons = store.subjects.flatMap((subject) =>
      verdictsOf(store, subject).map(({ reason }) => reason.replaceAll('\u0001', subject.name)),
    );
    const known = given.results.flatMap(({ verdicts }) => verdicts.map(({ reason }) => reason));
    expect(reasons.sort()).toEqual(known.map(visible).sort());
  });

  test.each([
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u00a0b', 'a\\u{a0}b'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\nb\tc é רות', 'a\nb\tc é רות'],
  ])('%j is written as %j', (hidden, shown) => {
    expect(visible(hidden)).toBe(shown);
  });
});
