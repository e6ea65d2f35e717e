import { AS_OF } from '../../tools/testing/report';
import { auditedReport, controlResult, verdict } from '../../tools/testing/result';
import type { Measure, Verdict } from '../control';
import { DAY } from '../report';
import type { ControlResult } from './audit-result';
import { changesSince, type EarlierRun, isExcusedIn, isNewIn } from './changes';
import { bySubject, controlKey, failureKey } from './failure-key';
import { limitsText } from './limits-text';

/** A run of the day before, as its bundle tells of it. */
function earlier(results: readonly ControlResult[], isReference = false): EarlierRun {
  const keyed = results.map((result) => ({
    result,
    key: controlKey(result.profile ?? null, result.id),
  }));
  const failed = keyed.flatMap(({ result, key }) =>
    result.verdicts
      .filter(({ status }) => status === 'failed')
      .map((each) => [failureKey(key, each), JSON.stringify(each.measured ?? null)] as const),
  );
  return {
    runId: '2025-06-29T12-00-00Z-0a1b2c',
    startedAt: AS_OF - DAY,
    manifest: 'a'.repeat(64),
    asOf: AS_OF - DAY,
    account: '111122223333',
    isReference,
    between: [],
    limits: new Map(keyed.map(({ result, key }) => [key, limitsText(result)])),
    failures: new Map(failed),
  };
}

const control = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, overrides);
const subject = (status: Verdict['status'], overrides: Partial<Verdict> = {}) =>
  verdict('alice', status, `alice is ${status}.`, overrides);

/** What became of alice: one run of the control, then another. */
function change(then: readonly ControlResult[], now: readonly ControlResult[]): string {
  const {
    new: added,
    still,
    mended,
    setAside,
  } = changesSince(earlier(then), {
    results: now,
    audited: undefined,
  });
  const names = [
    ...added.flatMap(({ subjects }) => subjects.map((name) => `${name} new`)),
    ...mended.flatMap(({ subjects }) => subjects.map((name) => `${name} mended`)),
    ...(still > 0 ? [`${still} still`] : []),
    ...(setAside > 0 ? [`${setAside} set aside`] : []),
  ];
  return names.join(', ') || 'nothing';
}

describe('what became of a failure', () => {
  test.each<[Verdict['status'], Verdict['status'], string]>([
    ['failed', 'failed', '1 still'],
    ['passed', 'failed', 'alice new'],
    ['waived', 'failed', 'alice new'],
    ['notApplicable', 'failed', 'alice new'],
    ['notReviewed', 'failed', 'alice new'],
    ['error', 'failed', 'alice new'],
    ['failed', 'passed', 'alice mended'],
    ['failed', 'notApplicable', 'alice mended'],
    ['failed', 'waived', '1 set aside'],
    ['failed', 'error', 'nothing'],
    ['failed', 'notReviewed', 'nothing'],
    ['passed', 'passed', 'nothing'],
    ['waived', 'passed', 'nothing'],
  ])('%s, then %s: %s', (then, now, expected) => {
    expect(change([control([subject(then)])], [control([subject(now)])])).toBe(expected);
  });

  test('absent, then failed: new', () => {
    expect(change([control([])], [control([subject('failed')])])).toBe('alice new');
  });

  test('failed, then gone: mended, where the control looked at everybody', () => {
    const then = [control([subject('failed')])];
    const bob = verdict('bob', 'passed', 'bob passes.');
    expect(change(then, [control([bob])])).toBe('alice mended');
    expect(change(then, [control([bob], { notRun: 1 })])).toBe('nothing');
    const nobody = verdict('all subjects', 'notReviewed', 'Not reviewed: no fact.');
    expect(change(then, [control([nobody])])).toBe('nothing');
    expect(change(then, [])).toBe('nothing');
  });

  test('failed, then passed under another limit: set aside, not mended', () => {
    const of = (status: Verdict['status'], maxAgeDays: number) => [
      control([subject(status)], { inputs: { maxAgeDays } }),
    ];
    expect(change(of('failed', 90), of('passed', 365))).toBe('1 set aside');
    expect(change(of('failed', 90), of('passed', 90))).toBe('alice mended');
  });

  test('the same subject of another control or profile is another', () => {
    const then = [control([subject('failed')])];
    const others = [
      controlResult('user-mfa', 'high', [subject('failed')]),
      control([subject('failed')], { profile: 'strict' }),
      control([subject('failed')], { profile: undefined }),
    ];
    expect(change(then, [...then, ...others])).toBe('alice new, alice new, alice new, 1 still');
  });
});

describe('a failure that fails in both runs', () => {
  const both = (then: Partial<Verdict>, now: Partial<Verdict>) =>
    change([control([subject('failed', then)])], [control([subject('failed', now)])]);
  const age = (since: number, asOf: number): Partial<Verdict> => ({
    measured: (asOf - since) / DAY,
    limit: 90,
    since,
  });

  test.each([0, 1, 999, 12 * 3_600_000 + 1])(
    'is no worse by getting older, made %d ms before a whole number of days',
    (rest) => {
      const made = AS_OF - 400 * DAY - rest;
      expect(both(age(made, AS_OF - DAY), age(made, AS_OF))).toBe('1 still');
    },
  );

  test('is another one where another credential is too old: mended, and broken again', () => {
    const [made, replaced] = [AS_OF - 400 * DAY, AS_OF - 100 * DAY];
    expect(both(age(made, AS_OF - DAY), age(replaced, AS_OF))).toBe('alice new');
    expect(both(age(made, AS_OF - DAY), age(made + 1, AS_OF))).toBe('alice new');
    expect(both({ measured: 'none', limit: 90 }, age(made, AS_OF))).toBe('alice new');
  });

  const count = (measured: Measure | undefined, limit: Measure) => ({ measured, limit });
  test.each<[string, Measure | undefined, Measure | undefined, Measure, string]>([
    ['two keys after one, where none is allowed', 1, 2, 0, 'alice new'],
    ['one key after two', 2, 1, 0, '1 still'],
    ['as many keys', 2, 2, 0, '1 still'],
    ['a shorter password, where 14 are required', 8, 6, 14, 'alice new'],
    ['a longer one', 6, 8, 14, '1 still'],
    ['the same word', 'sms', 'sms', 'webauthn', '1 still'],
    ['another word', 'virtual', 'sms', 'webauthn', 'alice new'],
    ['the same answer', false, false, true, '1 still'],
    ['another answer', true, false, true, 'alice new'],
    ['another kind of measure', 1, 'never', 5, 'alice new'],
    ['nothing measured, both times', undefined, undefined, 'x', '1 still'],
    ['something measured, which was not', undefined, 3, 'x', 'alice new'],
  ])('%s', (_, then, now, limit, expected) => {
    expect(both(count(then, limit), count(now, limit))).toBe(expected);
  });

  test('is worse where it became more severe, not where less', () => {
    expect(both({ severity: 'medium' }, { severity: 'high' })).toBe('alice new');
    expect(both({ severity: 'high' }, { severity: 'medium' })).toBe('1 still');
  });

  test('is of another user where the ARN is another', () => {
    const arn = (path: string) => ({ arn: `arn:aws:iam::111122223333:user${path}alice` });
    expect(both(arn('/'), arn('/'))).toBe('1 still');
    expect(both(arn('/'), arn('/people/'))).toBe('alice new');
  });

  test('keeps its name whatever is in it', () => {
    const hostile = '","status":"failed","subject":"bob\\ \u{1f511} é \n \ud800';
    const named = (status: Verdict['status']) => [control([verdict(hostile, status, 'x')])];
    expect(change(named('failed'), named('failed'))).toBe('1 still');
    expect(
      changesSince(earlier(named('failed')), { results: named('passed'), audited: undefined })
        .mended,
    ).toEqual([{ profile: 'house', control: 'key-age', subjects: [hostile] }]);
  });
});

describe('what counts for the exit code', () => {
  const failing = control([subject('failed'), verdict('bob', 'failed', 'bob fails.')]);
  const before = [control([subject('failed')])];

  test('is what is new since the reference that somebody named', () => {
    const changes = changesSince(earlier(before, true), { results: [failing], audited: undefined });
    const isExcused = isExcusedIn({ changes }, failing);
    expect(failing.verdicts.map((each) => [each.subject, isExcused(each)])).toEqual([
      ['alice', true],
      ['bob', false],
    ]);
    expect(isExcused(subject('error'))).toBe(false);
  });

  test('is every failure where the earlier run only happens to be there, or there is none', () => {
    const changes = changesSince(earlier(before), { results: [failing], audited: undefined });
    expect(failing.verdicts.filter(isExcusedIn({ changes }, failing))).toEqual([]);
    expect(failing.verdicts.filter(isExcusedIn({}, failing))).toEqual([]);
    const isNew = isNewIn({ changes }, failing);
    expect(failing.verdicts.map((each) => isNew?.(each))).toEqual([false, true]);
    expect(isNewIn({}, failing)).toBeUndefined();
  });
});

test.each([
  ['no JSON', 'x', SyntaxError],
  [
    'a line without a subject',
    '"profile":null,"control":"c","severity":"low","arn":null',
    TypeError,
  ],
  [
    'a severity that there is not',
    failureKey(controlKey('p', 'c'), subject('failed')).replace('high', 'toString'),
    TypeError,
  ],
])('%s is no failure of an earlier run', (_, key, error) => {
  expect(() => bySubject(new Map([[key, '1']]))).toThrow(error);
});

describe('a reference does not excuse', () => {
  const reasoned = (reason: string, status: Verdict['status'] = 'failed') =>
    control([verdict('alice', status, reason, { measured: 1, limit: 0 })]);
  const since = (then: string, now: string, audited = auditedReport()) => {
    const reference = { ...earlier([reasoned(then)], true), reasons: reasonsOf(reasoned(then)) };
    const changes = changesSince(reference, { results: [reasoned(now)], audited });
    return changes.new.length === 0 ? 'excused' : 'counts';
  };
  const reasonsOf = (of: ControlResult) =>
    new Map(
      of.verdicts.map((each) => [failureKey(controlKey('house', 'key-age'), each), each.reason]),
    );

  test('another key of which there are as many as then', () => {
    expect(since('It has one, made in May.', 'It has one, made in May.')).toBe('excused');
    expect(since('It has one, made in May.', 'It has one, made in June.')).toBe('counts');
  });

  test('and does what grew older by itself', () => {
    const at = (age: string) => `Two keys, the newer of May, ${age} before the report.`;
    expect(since(at('9 days 01:02:03'), at('10 days'))).toBe('excused');
  });

  test('who was made anew after it', () => {
    const [alice, ...others] = auditedReport().report.users;
    const { report } = auditedReport();
    const { asOf } = earlier([]);
    const of = (createdAt: number) => {
      if (!alice) throw new Error('the sample has nobody');
      const users = [{ ...alice, createdAt, arn: alice.arn }, ...others];
      const found = control([
        verdict('alice', 'failed', 'No MFA.', { measured: false, arn: alice.arn }),
      ]);
      const changes = changesSince(earlier([found], true), {
        results: [found],
        audited: auditedReport({ report: { ...report, users } }),
      });
      return changes.new.length === 0 ? 'excused' : 'counts';
    };
    expect(of(asOf)).toBe('excused');
    expect(of(asOf + 1)).toBe('counts');
  });
});
