import { createHash } from 'node:crypto';
import { organizationRecord } from '../../../tools/testing/organization';
import {
  hostile,
  large,
  small,
  spotless,
  TREND,
  written,
} from '../../../tools/testing/organization-page';
import { HOSTILE } from '../../../tools/testing/page';
import type { OrganizationTrendPoint } from '../../result';
import { visible } from '../kit/visible';
import { open } from './browser/store';
import { encode } from './encode';
import { headline } from './headline';
import { pageOf } from './links';
import { readRecords } from './read-records';

const dataOf = (html: string) =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');

describe('the page', () => {
  const html = written(small(), TREND);

  test('is one file that asks nobody for anything', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src '[^']+'; style-src '[^']+'; base-uri/);
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const content = html.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '';
      const hash = createHash('sha256').update(content).digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    const inert = html.replace(/<script>.*?<\/script>/s, '');
    expect(inert).not.toMatch(/<(?:link|img|iframe|base)|\b(?:src|style|on\w+)="|url\((?!["']?#)/i);
  });

  test('tells errors first, then the worst accounts', () => {
    const places = ['COULD NOT CHECK', 'id="errors"', 'id="accounts"', 'id="controls"', 'id="run"'];
    const found = places.map((place) => html.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(dataOf(html).names.slice(0, 3)).toEqual(['sandbox-5', 'sandbox-6', 'prod-10']);
    expect(html).toContain(
      '4 runs since 2025-06-27, this one last. 1 could not check everything: ',
    );
    expect(html).toContain('is for no account that was listed');
    expect(html).toContain('it is suspended (SUSPENDED)');
  });

  test('leads to the page of each account from wherever it lies', () => {
    const [{ bundle } = organizationRecord('1')] = small().records;
    expect(bundle).toBe('../../accounts/000000000001/2025-06-30T12-00-00Z-0a1b2c');
    const record = organizationRecord('1', { bundle });
    expect(pageOf(record, '.')).toBe(
      '../../accounts/000000000001/2025-06-30T12-00-00Z-0a1b2c/index.html',
    );
    expect(pageOf(record, 'runs/x')).toBe(
      'accounts/000000000001/2025-06-30T12-00-00Z-0a1b2c/index.html',
    );
    expect(pageOf(organizationRecord('1'), '.')).toBeUndefined();
    expect(pageOf(organizationRecord('1', { bundle: 'a b/"x' }), '.')).toBe(
      'a%20b/%22x/index.html',
    );
  });

  test('opens with the worst accounts, what fails in each, whose it is, and since when', () => {
    const card = /<section id="todo".*?<\/table>/s.exec(html)?.[0] ?? '';
    const texts = card.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(texts).toContain('3 of 8 accounts fail');
    expect(texts).toContain(
      'team-2 12 failing users team-3 6 failing users nobody 3 failing users',
    );
    expect(texts).toMatch(
      /000000000010 prod-10 high user-mfa 5 medium key-age 1 team-3 6, nobody 1 2025-03-01 now next 2025-07-09/,
    );
    expect(card.indexOf('prod-10')).toBeLessThan(card.indexOf('dev-2'));
    expect(written(spotless())).not.toMatch(/id="todo"|id="remarks"|href="#remarks"/);
  });

  test('opens with records from before they named owners, too', () => {
    const { result, records } = small();
    const former = records.map(({ todo: _, ...record }) => record);
    expect(written({ result, records: former })).toContain('<small>not known</small>');
  });

  test('has no column where all is 0, and names those', () => {
    expect(html).toContain('0 throughout, so not shown: critical, low.');
    expect(html).toContain('0 throughout, so not shown: Waived.');
  });

  test('of ten thousand accounts stays small', () => {
    expect(written(large(10_000)).length).toBeLessThan(2_500_000);
  });
});

describe('the trend', () => {
  const trendOf = (trend: readonly OrganizationTrendPoint[]) =>
    /<figure[^>]*aria-labelledby="trend-title">(.*?)<\/figure>/s.exec(
      written(spotless(), trend),
    )?.[1] ?? '';
  const [first] = TREND;
  const point = (day: number, overrides: Partial<OrganizationTrendPoint>) => ({
    ...{ listed: 8, counts: { passed: 8, failed: 0, error: 0, skipped: 0 } },
    ...{ failed: { low: 0, medium: 0, high: 0, critical: 0 }, exitCode: 0 as const },
    run: { id: `run ${day}`, startedAt: (first?.run.startedAt ?? 0) + day * 86_400_000 },
    ...overrides,
  });

  test('of perfect days has no bar', () => {
    const trend = trendOf([point(0, {}), point(1, {})]);
    expect(trend).toContain('this one last.<');
    expect(trend).not.toMatch(/open-run|>!<\/text>/);
  });

  test.each([
    ['of which no account was reported', { passed: 0, failed: 0, error: 0, skipped: 0 }],
    ['that was cut off with nothing failed', { passed: 3, failed: 0, error: 0, skipped: 0 }],
    ['with errors', { passed: 6, failed: 0, error: 2, skipped: 0 }],
  ])('shows a run %s for what it is', (_, counts) => {
    const trend = trendOf([point(0, {}), point(1, { counts, exitCode: 2 }), point(2, {})]);
    expect(trend).toContain('this one last. 1 could not check everything: hatched to the top.');
    expect(trend.match(/>!<\/text>/g)).toHaveLength(1);
    expect(trend).toContain('<rect class="open-run"');
  });
});

test('controls with failures are those that have some', () => {
  const html = written(small());
  const card = /aria-labelledby="failures-per-control-title">(.*?)<\/figure>/s.exec(html)?.[1];
  expect(card).toContain('2 controls with failures. 1 more could not check.');
  expect(card).not.toContain('<bdi>root-mfa</bdi>');
});

test('what is hostile ends no element and hides no character', () => {
  const html = written(hostile());
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toMatch(/<(?:img|svg onload|iframe)|<!--/);
  for (const name of HOSTILE) {
    if (visible(name) !== name) expect(html).not.toContain(name);
  }
});

test('the script reads what was written', () => {
  const { result, records } = small();
  const accounts = open(
    JSON.parse(JSON.stringify(encode(result, readRecords(result, records, 0).fails, 'runs/x'))),
  );
  expect(accounts.map(({ id }) => id)).toEqual(result.accounts.map(({ account }) => account));
  expect(accounts[0]).toMatchObject({
    id: '000000000005',
    state: 0,
    unit: 'Root/Unit 1',
    reason: 'AWS refused sts:AssumeRole for arn:aws:iam::000000000005:role/audit.',
    page: 'accounts/000000000005/no-account/2025-06-30T12-00-00Z-0a1b2c/index.html',
  });
  const { controls } = encode(result, readRecords(result, records, 0).fails, '.');
  expect(accounts[2]).toMatchObject({ name: 'prod-10', failed: [0, 5, 1, 0] });
  expect(accounts[2]?.fails.map((place) => controls[place])).toEqual(['user-mfa', 'key-age']);
});

describe('the headline', () => {
  const { result } = spotless();
  test.each([
    ['a plain pass', result, 'passed', 'All 2 accounts were checked, and nothing failed.'],
    [
      'a pass with accounts left out',
      { ...result, excluded: 1, counts: { ...result.counts, skipped: 1 } },
      'open',
      'No account has a failure that counts. 1 account could not be entered. 1 account excluded.',
    ],
    [
      'a failure',
      { ...result, exitCode: 1, counts: { ...result.counts, failed: 1 } },
      'failed',
      '1 account of 2 breaks the policy; all that were to be audited were read.',
    ],
    [
      'nothing',
      { ...result, exitCode: 2, accounts: [] },
      'error',
      'No account was read: nothing is known of the organization.',
    ],
  ] as const)('of %s', (_, given, tone, detail) => {
    expect(headline(given)).toMatchObject({ tone, detail });
  });
});
