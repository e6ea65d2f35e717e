import { orgAccount } from '../../tools/testing/organization';
import { ACCOUNT, AS_OF, csv, rootRow, userRow } from '../../tools/testing/report';
import type { Snapshot } from '../report';
import { recordOf } from '../result/organization-record';
import { makePlan, newRun } from '../run';
import { takeSettings } from '../run/settings';
import { judgeAccount, unreadable } from './audit-account';

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
const judged = (overrides: Partial<Snapshot> = {}, readAt = READ_AT, id = ACCOUNT) =>
  judgeAccount({ id }, { snapshot: snapshot(overrides), readAt }, plan, run);

describe('judgeAccount', () => {
  test('judges the account, and knows how old its report is', () => {
    const { results, audited, problems } = judged();
    expect(problems).toEqual([]);
    expect(audited?.report.accountId).toBe(ACCOUNT);
    const fresh = results.find(({ id }) => id === 'report-fresh');
    expect(fresh?.verdicts.map(({ status }) => status)).toEqual(['passed']);
  });

  test('the record of an account with a plain Jest file says that it is not reviewed', () => {
    const withPlain = { ...plan, plainNames: ['own-rule'] };
    const collected = { snapshot: snapshot(), readAt: READ_AT };
    const result = judgeAccount({ id: ACCOUNT }, collected, withPlain, run);
    const { reason } = recordOf(orgAccount('1'), { ...result, exitCode: 1 }, {}, READ_AT);
    expect(reason).toMatch(/not reviewed$/);
  });

  test.each<[string, Parameters<typeof judged>, RegExp]>([
    ['a report of tomorrow', [{}, AS_OF - 3_600_000], /this machine's clock says/],
    ['a report that is none', [{ content: Buffer.from('user,arn') }], /cannot be used/],
    [
      'the report of another account than the caller',
      [{ caller: { accountId: '999999999999', arn: 'arn' } }, READ_AT, '999999999999'],
      /it is of account 111122223333, but the caller is in account 999999999999/,
    ],
  ])('%s: an error for each control', (_, given, why) => {
    const { results, exitCode, problems, audited } = judged(...given);
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
