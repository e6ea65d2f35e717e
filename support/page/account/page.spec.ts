import { createHash } from 'node:crypto';
import {
  control,
  demo,
  EARLIER,
  HOSTILE,
  hostile,
  large,
  run,
  written,
} from '../../../tools/testing/page';
import { AS_OF } from '../../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../../tools/testing/result';
import { NOBODY, type Status, type Verdict } from '../../control';
import { DAY } from '../../report';
import { type AuditResult, subjectsOf, type TrendPoint } from '../../result';
import { sorted } from '../kit/browser/order';
import { failing } from '../kit/failures';
import { visible } from '../kit/visible';
import { ageCharts } from './ages';
import { type Filter, find, RANKING } from './browser/filter';
import { open, verdictsOf } from './browser/store';
import type { PageData } from './data';
import { encode } from './encode';
import { beyondLimit, binsOf } from './histogram';
import { todoOf } from './todo';

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

test('a profile stands with its version and the day on which it was held against its source', () => {
  const about = { name: 'house', title: 'House', source: 'https://example.com', notDecidable: {} };
  const page = (edition: object) => written(auditResult({ profiles: [{ ...about, ...edition }] }));
  expect(page({ version: '1.2.3', heldAgainst: '2026-11-29' })).toContain(
    'Profile house; version 1.2.3, held against its source on 2026-11-29; requirement ids from https://example.com',
  );
  expect(page({})).toContain('Profile house; requirement ids from https://example.com');
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

  test('of a control that could judge nobody are not there', () => {
    const results = [measuring([verdict('all subjects', 'error', 'why')], 'house')];
    expect(written(auditResult({ results }))).not.toContain('Key age, in days');
  });
});

describe('the data', () => {
  const given = demo();
  const data: PageData = JSON.parse(JSON.stringify(encode(given, subjectsOf(given))));
  const store = open(data);
  const whole: Filter = { text: '', control: '', severity: '', status: '', owner: '' };
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
    expect(names({ text: 'no such user' })).toEqual([]);
  });

  test('can be filtered by control, severity and status of one and the same verdict', () => {
    expect(names({ control: 'console-user-mfa', status: 'failed' })).toContain('bob');
    expect(names({ control: 'console-user-mfa', status: 'failed', severity: 'low' })).toEqual([]);
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

describe('what is to be done', () => {
  const asked = (result: AuditResult) => todoOf(result, subjectsOf(result), 14 * DAY);
  const payments = { name: 'payments', by: 'tag team' };
  const about = (subject: string, status: Status, dueAt?: number, owner = payments) =>
    verdict(subject, status, '-', {
      ...{ arn: `arn:aws:iam::111122223333:user/${subject.split(' / ')[0]}`, dueAt, owner },
    });
  const todo = (...verdicts: readonly Verdict[]) =>
    asked(auditResult({ results: [controlResult('key-age', 'high', verdicts)] }));

  test('is what each owner must do for each control, the most severe first', () => {
    const results = [
      controlResult('age', 'low', [about('alice / access key 1', 'failed', AS_OF - DAY)]),
      controlResult('mfa', 'high', [about('alice', 'failed'), about('bob', 'failed')]),
    ];
    const severe = results.map((each) => ({
      ...each,
      verdicts: each.verdicts.map((one) => ({ ...one, severity: each.severity ?? 'low' })),
    }));
    const { failing, owners, failingUsers } = asked(auditResult({ results: severe }));
    expect(failing).toMatchObject([
      { who: 'payments', control: 1, users: 2, names: ['alice', 'bob'], dueAt: undefined },
      { who: 'payments', control: 0, users: 1, credentials: 1, dueAt: AS_OF - DAY },
    ]);
    expect([owners, failingUsers]).toEqual([[['payments', 2]], 2]);
  });

  test.each([
    ['on the last millisecond', 14 * DAY, 1],
    ['a millisecond later', 14 * DAY + 1, 0],
  ])('falls due within a time, %s', (_, ahead, number) => {
    const { due, dueCredentials } = todo(about('alice / password', 'passed', AS_OF + ahead));
    expect([due.length, dueCredentials]).toEqual([number, number]);
  });

  test('falls due when a waiver ends, but not where nothing is judged', () => {
    const soon = AS_OF + DAY;
    expect(todo(about('alice', 'waived', soon), about('bob', 'notReviewed', soon)).due).toEqual([
      expect.objectContaining({ names: ['alice'], dueAt: soon }),
    ]);
  });

  test('counts once what several profiles say of a credential, as failing where one does', () => {
    const of = (profile: string, status: Status) =>
      controlResult('age', 'high', [about('alice / access key 1', status, AS_OF + DAY)], {
        profile,
      });
    const profile = { title: '-', source: undefined, notDecidable: {} };
    const profiles = ['a', 'b'].map((name) => ({ ...profile, name }));
    const results = [of('a', 'passed'), of('b', 'failed')];
    const { failing, due } = asked(auditResult({ profiles, results }));
    expect([failing.map(({ credentials }) => credentials), due]).toEqual([[1], []]);
    const twice = [of('a', 'failed'), of('b', 'failed')];
    expect(asked(auditResult({ profiles, results: twice })).failing).toMatchObject([
      { credentials: 1, users: 1 },
    ]);
  });

  test('is for each user alone where no owner is known', () => {
    const { byOwner, failing } = todo(about('alice', 'failed', AS_OF, NOBODY));
    expect([byOwner, failing.map(({ who }) => who)]).toEqual([false, ['alice']]);
    expect(written(demo('baseline', false))).toContain('<th scope="col">Owner</th>');
  });

  test('is not on the page where it is nothing', () => {
    const page = written(run(0, ['passed']));
    expect(page).not.toMatch(/id="todo"|id="failures"|id="remarks"|id="trend-title"/);
    expect(page).not.toMatch(/href="#(?:failures|remarks)"/);
  });

  test('comes first, then the trend, the requirements and the failures with their fix', () => {
    const page = written(demo(), EARLIER);
    const ids = ['todo', 'trend-title', 'coverage-title', 'requirements', 'failures', 'users'];
    const places = ids.map((id) => page.indexOf(`id="${id}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
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
