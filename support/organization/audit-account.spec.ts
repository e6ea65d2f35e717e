import { evaluatePlan, makePlan, newRun } from '../audit';
import type { Snapshot } from '../report';
import { ACCOUNT, AS_OF, csv, parseCsv, rootRow, userRow } from '../report/testing';
import { takeSettings } from '../settings';
import { auditAccount, unreadable } from './audit-account';
import { recordOf } from './organization-record';
import { orgAccount } from './testing';

const plan = makePlan(takeSettings({ IAMSPEC_PROFILE: 'all' }));
const run = newRun(plan.settings);
const READ_AT = AS_OF + 60_000;

const snapshot = (overrides: Partial<Snapshot> = {}): Snapshot => ({
  content: Buffer.from(csv([rootRow(), userRow('alice')])),
  generatedTime: AS_OF,
  origin: { kind: 'live', endpoint: undefined },
  caller: { accountId: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/a/b` },
  facts: {},
  notes: [],
  ...overrides,
});
const audit = (overrides: Partial<Snapshot> = {}, readAt = READ_AT, id = ACCOUNT) =>
  auditAccount({ id }, { snapshot: snapshot(overrides), readAt }, plan, run);

describe('auditAccount', () => {
  test('gives the verdicts of a plan on a report, as an audit of one account does', () => {
    const { results, audited, problems } = audit();
    const text = String(Buffer.from(snapshot().content));
    const same = parseCsv(text);
    const whole = { ...same, facts: { reportAge: { known: 60_000 } } };
    expect(problems).toEqual([]);
    expect(audited?.report.accountId).toBe(ACCOUNT);
    const verdicts = (list: typeof results) =>
      list.map(({ id, verdicts: each }) => [
        id,
        each.map(({ status, subject }) => [subject, status]),
      ]);
    expect(verdicts(results)).toEqual(verdicts(evaluatePlan(plan, whole)));
    const fresh = results.find(({ id }) => id === 'report-fresh');
    expect(fresh?.verdicts.map(({ status }) => status)).toEqual(['passed']);
  });

  test('a plain Jest file is not reviewed', () => {
    const withPlain = { ...plan, plainTests: ['/controls/own-rule.test.ts'] };
    const result = auditAccount(
      { id: ACCOUNT },
      { snapshot: snapshot(), readAt: READ_AT },
      withPlain,
      run,
    );
    const { results } = result;
    expect(results).toHaveLength(plan.controls.length + 1);
    const { reason } = recordOf(orgAccount('1'), { ...result, exitCode: 1 }, {}, READ_AT);
    expect(reason).toMatch(/not reviewed$/);
    expect(results.at(-1)).toMatchObject({ id: 'own-rule', verdicts: [{ status: 'notReviewed' }] });
  });

  test.each<[string, Parameters<typeof audit>, RegExp]>([
    [
      'a report of yesterday',
      [{}, AS_OF + 86_460_000],
      /the limit is .* \(IAMSPEC_MAX_REPORT_AGE\)/,
    ],
    ['a report of tomorrow', [{}, AS_OF - 3_600_000], /this machine's clock says/],
    ['a report that is none', [{ content: Buffer.from('user,arn') }], /cannot be used/],
    [
      'the report of another account',
      [{}, READ_AT, '999999999999'],
      /but account 999999999999 was to be audited/,
    ],
    [
      'the report of another account than the caller',
      [{ caller: { accountId: '999999999999', arn: 'arn' } }, READ_AT, '999999999999'],
      /it is of account 111122223333, but the caller is in account 999999999999/,
    ],
  ])('%s: an error for each control', (_, given, why) => {
    const { results, exitCode, problems, audited } = audit(...given);
    expect(exitCode).toBe(2);
    expect(audited).toBeUndefined();
    expect(problems.join()).toMatch(why);
    expect(results).toHaveLength(plan.controls.length);
    for (const { verdicts } of results) {
      expect(verdicts).toMatchObject([{ status: 'error', reason: expect.stringMatching(why) }]);
    }
  });
});

test('unreadable: the reason is in every control', () => {
  for (const error of [new Error('refused'), 'refused']) {
    const { exitCode, problems, results } = unreadable(error, plan, run);
    expect({ exitCode, problems }).toEqual({ exitCode: 2, problems: ['refused'] });
    expect(results).toHaveLength(plan.controls.length);
  }
});
