import {
  array,
  assert,
  constantFrom,
  double,
  oneof,
  option,
  property,
  record,
  string,
} from 'fast-check';
import { auditResult, controlResult, HOSTILE_NAMES, verdict } from '../../tools/testing/result';
import { fullReason, SEVERITIES } from '../control';
import { exactInstant } from '../report';
import type { AuditResult, ControlResult } from '../result';
import {
  parseVerdictsNdjson,
  VerdictsError,
  verdictRecords,
  verdictsNdjson,
} from './verdicts-ndjson';

const write = (results: readonly ControlResult[], overrides: Partial<AuditResult> = {}) =>
  [...verdictsNdjson(auditResult({ results, ...overrides }))].join('');

const waiver = {
  control: 'key-age',
  subject: 'bob / *',
  reason: 'legacy',
  owner: 'ops',
  approvedBy: 'ciso',
  ticket: undefined,
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};
const ARN = 'arn:aws:iam::111122223333:user/alice';

describe('verdictsNdjson', () => {
  test('writes each verdict on a line, every key in each', () => {
    const text = write([
      controlResult(
        'key-age',
        'high',
        [
          verdict('alice / access key 1', 'passed', 'young', {
            arn: ARN,
            measured: 1.5,
            limit: 90,
          }),
          verdict('bob / access key 1', 'waived', 'old', { fix: 'rotate', class: 'bot', waiver }),
        ],
        { requirements: ['1.13', '1.14'] },
      ),
      controlResult(
        'house',
        undefined,
        [verdict('it works', 'failed', 'no', { measured: false })],
        {
          profile: undefined,
        },
      ),
    ]);
    expect(text).toMatchInlineSnapshot(`
"{"account":"111122223333","run":"2025-06-30T12-00-00Z-0a1b2c","asOf":"2025-06-30T12:00:00Z","profile":"house","control":"key-age","severity":"high","subject":"alice / access key 1","arn":"arn:aws:iam::111122223333:user/alice","status":"passed","measured":1.5,"limit":90,"reason":"young","fix":null,"requirements":["1.13","1.14"],"class":null,"waiver":null,"owner":null,"ownerBy":null,"dueAt":null}
{"account":"111122223333","run":"2025-06-30T12-00-00Z-0a1b2c","asOf":"2025-06-30T12:00:00Z","profile":"house","control":"key-age","severity":"high","subject":"bob / access key 1","arn":null,"status":"waived","measured":null,"limit":null,"reason":"old Waived until 2026-01-31T23:59:59Z by ciso, owner ops: legacy","fix":"rotate","requirements":["1.13","1.14"],"class":"bot","waiver":{"subject":"bob / *","reason":"legacy","owner":"ops","approvedBy":"ciso","ticket":null,"expires":"2026-01-31"},"owner":null,"ownerBy":null,"dueAt":null}
{"account":"111122223333","run":"2025-06-30T12-00-00Z-0a1b2c","asOf":"2025-06-30T12:00:00Z","profile":null,"control":"house","severity":"high","subject":"it works","arn":null,"status":"failed","measured":false,"limit":null,"reason":"no","fix":null,"requirements":[],"class":null,"waiver":null,"owner":null,"ownerBy":null,"dueAt":null}
"
`);
  });

  test('without a report still says what could not be checked', () => {
    const text = write([], { audited: undefined, problems: ['no credentials'] });
    expect(parseVerdictsNdjson(text)).toMatchObject([
      { profile: null, control: 'audit', status: 'error', severity: 'critical' },
    ]);
  });

  test('a hostile name stays on its line', () => {
    const verdicts = HOSTILE_NAMES.map((name) => verdict(name, 'failed', name, { fix: name }));
    const text = write([controlResult('key-age', 'low', verdicts)]);
    expect(text.split('\n')).toHaveLength(HOSTILE_NAMES.length + 1);
    expect(parseVerdictsNdjson(text).map(({ subject }) => subject)).toEqual(HOSTILE_NAMES);
  });
});

test.each<[string, Partial<AuditResult>]>([
  ['with a report', {}],
  ['without one', { audited: undefined, problems: ['no credentials'], results: [] }],
])('verdictRecords gives what its lines are parsed to, %s', (_what, overrides) => {
  const full = {
    ...{ arn: ARN, fix: 'rotate', class: 'bot', waiver: { ...waiver, ticket: 'T-1' } },
    ...{ owner: { name: 'ops', by: 'tag owner' }, dueAt: Date.UTC(2026, 0, 1, 0, 0, 0, 1) },
  };
  const measures = [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', 'a "b"', true, undefined];
  const result = auditResult({
    results: [
      controlResult('key-age', 'high', [
        ...measures.map((measured, at) =>
          verdict(`user-${at}`, 'failed', 'old', {
            ...(measured === undefined ? {} : { measured, limit: measured }),
          }),
        ),
        ...HOSTILE_NAMES.map((name) => verdict(name, 'waived', name, full)),
        // Of one name twice: each line has its own.
        ...['twice', 'twice'].map((name) => verdict(name, 'notReviewed', '\ud800')),
      ]),
      controlResult('house', undefined, [verdict('x', 'passed', '')], { profile: undefined }),
    ],
    ...overrides,
  });
  const parsed = parseVerdictsNdjson([...verdictsNdjson(result)].join(''));
  expect(JSON.stringify(verdictRecords(result))).toBe(JSON.stringify(parsed));
  expect(parsed.length).toBeGreaterThan(0);
});

describe('parseVerdictsNdjson', () => {
  test('reads lines of before 1.0.0, which do not say what they are of', () => {
    const line = {
      ...{ profile: 'house', control: 'key-age', severity: 'high', subject: 'alice', arn: null },
      ...{ status: 'passed', measured: null, limit: null, reason: 'young', fix: null },
      ...{ requirements: [], class: null, waiver: null },
    };
    expect(parseVerdictsNdjson(JSON.stringify(line))).toEqual([
      { account: null, run: null, asOf: null, ...line },
    ]);
  });

  const text = string({ unit: 'binary' });
  const measure = option(oneof(double({ noNaN: true, noDefaultInfinity: true }), text), {
    nil: undefined,
  });
  const anyVerdict = record({
    control: text,
    severity: constantFrom(...SEVERITIES),
    subject: text,
    arn: option(text, { nil: undefined }),
    status: constantFrom('passed', 'failed', 'error', 'waived', 'notApplicable', 'notReviewed'),
    measured: measure,
    limit: measure,
    since: constantFrom(undefined, 1_700_000_000_000),
    dueAt: constantFrom(undefined, 1_700_000_000_000, 1_700_000_000_001),
    owner: option(record({ name: text, by: text }), { nil: undefined }),
    reason: text,
    fix: option(text, { nil: undefined }),
    class: option(text, { nil: undefined }),
    waiver: constantFrom(undefined, waiver, { ...waiver, ticket: 'IAM-1' }),
  });

  test('reads back whatever was written', () => {
    assert(
      property(array(anyVerdict, { minLength: 1 }), array(text), (verdicts, requirements) => {
        const lines = write([controlResult('key-age', 'high', verdicts, { requirements })]);
        const records = parseVerdictsNdjson(lines);
        expect(
          records.map(({ status, reason, fix, class: name }) => [status, reason, fix, name]),
        ).toEqual(
          verdicts.map((each) => [
            each.status,
            fullReason(each),
            each.fix ?? null,
            each.class ?? null,
          ]),
        );
        expect(records.map(({ owner, ownerBy, dueAt }) => [owner, ownerBy, dueAt])).toEqual(
          verdicts.map((each) => [
            each.owner?.name ?? null,
            each.owner?.by ?? null,
            each.dueAt === undefined ? null : exactInstant(each.dueAt),
          ]),
        );
        expect(records.map(({ arn, measured, limit }) => [arn, measured, limit])).toEqual(
          // JSON has no negative zero.
          verdicts.map((each) =>
            [each.arn, each.measured, each.limit].map((value) =>
              value === 0 ? 0 : (value ?? null),
            ),
          ),
        );
        expect(records.map((each) => each.requirements)).toEqual(verdicts.map(() => requirements));
        const again = records.map((each) => `${JSON.stringify(each)}\n`);
        expect(again.join('')).toBe(lines);
      }),
    );
  });

  const good = write([
    controlResult('key-age', 'high', [
      verdict('alice', 'passed', 'young', { measured: 1, limit: 2 }),
      verdict('bob', 'waived', 'old', { waiver }),
    ]),
  ]);
  const [first = '', second = ''] = good.split('\n');

  test.each<[string, string, RegExp]>([
    ['nothing', '', /line 1: there is no verdict/],
    ['a blank line', `${first}\n\n${second}\n`, /line 2: /],
    ['half a line', `${first}\n${second.slice(0, 99)}`, /line 2: /],
    ['no object', `${first}\n[]\n`, /line 2: an object is expected/],
    [
      'a missing key',
      `${first}\n${second.replace('"fix":null,', '')}`,
      /line 2: 18 keys, expected 19/,
    ],
    [
      'an unknown key',
      first.replace('"fix"', '"fixx"'),
      /line 1: fix is undefined, expected a text/,
    ],
    ['one key more', first.replace('{', '{"more":1,'), /line 1: 20 keys, expected 19/],
    [
      'an unknown status',
      first.replace('"passed"', '"pased"'),
      /line 1: status is "pased", expected passed, failed, error/,
    ],
    [
      'an unknown severity',
      first.replace('"high"', '"High"'),
      /line 1: severity is "High", expected low/,
    ],
    [
      'a measure of no type',
      first.replace('"measured":1', '"measured":[1]'),
      /line 1: measured is \[1\], expected a number/,
    ],
    ['a text that is none', first.replace('"young"', '7'), /line 1: reason is 7, expected a text/],
    [
      'requirements that are no list',
      first.replace('[]', '"1.13"'),
      /line 1: requirements is "1.13"/,
    ],
    ['requirements that are no texts', first.replace('[]', '[1]'), /line 1: requirements is \[1\]/],
    [
      'a waiver without an owner',
      second.replace('"owner":"ops",', ''),
      /line 1: 5 keys, expected 6/,
    ],
    [
      'a waiver that is none',
      first.replace('"waiver":null', '"waiver":true'),
      /line 1: an object is expected/,
    ],
  ])('refuses %s and names the line', (_, text, message) => {
    expect(() => parseVerdictsNdjson(text)).toThrow(VerdictsError);
    expect(() => parseVerdictsNdjson(text)).toThrow(message);
  });

  test('takes a file whose last line does not end', () => {
    expect(parseVerdictsNdjson(good.trimEnd())).toHaveLength(2);
  });
});
