import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Status } from '../control';
import { DAY } from '../report';
import type { ControlResult } from './audit-result';
import { collectBacktest } from './backtest';
import { comparePolicies, subjectPair } from './backtest-run';

const KEY = 'key-age';

function results(
  statuses: Readonly<Record<string, Status>>,
  { id = KEY, profile = 'proposed', owner = 'team' } = {},
): ControlResult {
  const verdicts = Object.entries(statuses).map(([subject, status]) => ({
    ...verdict(subject, status, `${subject} ${status}`, { arn: `arn:${subject}` }),
    control: id,
    owner: { name: owner, by: 'tag team' },
  }));
  return controlResult(id, 'high', verdicts, { profile });
}

/** A control that could not judge anybody. */
function unread(id = KEY, profile = 'proposed'): ControlResult {
  return controlResult(id, 'high', [verdict('all subjects', 'notReviewed', 'No fact.')], {
    profile,
  });
}

const pairs = (...subjects: readonly string[]) =>
  new Set(subjects.map((subject) => subjectPair(KEY, subject)));
const recorded = (failed: readonly string[], waived: readonly string[] = []) => ({
  failed: pairs(...failed),
  waived: pairs(...waived),
  plain: 0,
});

describe('a stored run under a proposed policy', () => {
  const compare = (
    proposed: readonly ControlResult[],
    failed: readonly string[],
    before: readonly string[] = [],
  ) => {
    const found = comparePolicies({ results: proposed }, recorded(failed), pairs(...before));
    return {
      failing: [...found.failing.keys()],
      newly: found.newly,
      noLonger: Object.fromEntries(found.noLonger),
      unknown: [...found.unknown],
    };
  };

  test('fails newly where it did not fail then', () => {
    expect(
      compare([results({ alice: 'failed', bob: 'failed', carol: 'passed' })], ['bob']),
    ).toEqual({
      failing: [...pairs('alice', 'bob')],
      newly: [...pairs('alice')],
      noLonger: {},
      unknown: [],
    });
  });

  test.each<[string, readonly ControlResult[], string]>([
    ['passes', [results({ bob: 'passed' })], 'passed'],
    ['is waived', [results({ bob: 'waived' })], 'waived'],
    ['has nothing to judge', [results({ bob: 'notApplicable' })], 'notApplicable'],
    ['is not among those judged', [results({ alice: 'passed' })], 'notApplicable'],
    [
      'is of a control that is not selected',
      [results({ bob: 'failed' }, { id: 'x' })],
      'notSelected',
    ],
  ])('fails no longer where it %s', (_, proposed, because) => {
    expect(compare(proposed, ['bob'])).toMatchObject({
      noLonger: { [subjectPair(KEY, 'bob')]: because },
      unknown: [],
    });
  });

  test.each<[string, readonly ControlResult[]]>([
    ['the subject is not reviewed', [results({ bob: 'notReviewed' })]],
    ['the subject could not be checked', [results({ bob: 'error' })]],
    ['nobody is reviewed', [unread()]],
    [
      'one of two profiles cannot tell',
      [results({ bob: 'passed' }, { profile: 'other' }), unread()],
    ],
    [
      'one of two profiles cannot tell, in the other order',
      [unread(), results({ bob: 'passed' }, { profile: 'other' })],
    ],
  ])('is never taken for mended where %s', (_, proposed) => {
    expect(compare(proposed, ['bob'])).toMatchObject({
      noLonger: {},
      unknown: [...pairs('bob')],
    });
  });

  test('counts what several profiles find once, and fails where one of them does', () => {
    const both = [results({ bob: 'passed' }), results({ bob: 'failed' }, { profile: 'other' })];
    expect(compare(both, [])).toMatchObject({
      failing: [...pairs('bob')],
      newly: [...pairs('bob')],
    });
    expect(compare(both.toReversed(), ['bob'])).toMatchObject({ newly: [], noLonger: {} });
  });

  test('says nothing of plain Jest files, which were not run', () => {
    const plain = controlResult(KEY, 'high', [verdict('bob', 'failed', 'x')], {
      profile: undefined,
    });
    expect(compare([plain], ['alice'])).toMatchObject({
      failing: [],
      noLonger: { [subjectPair(KEY, 'alice')]: 'notSelected' },
    });
  });
});

describe('a period', () => {
  type Day = readonly [proposed: ControlResult, failed?: readonly string[], account?: string];

  function period(...days: readonly Day[]) {
    const collector = collectBacktest();
    for (const [at, [proposed, failed = [], account]] of days.entries()) {
      const audited = auditedReport({}, account);
      const report = { ...audited.report, asOf: audited.report.asOf + at * DAY };
      collector.add(auditResult({ audited: { ...audited, report }, results: [proposed] }), {
        ...{ bundle: `run-${at}`, source: 'live', runId: `run-${at}`, notes: [] },
        ...{ profilesThen: ['baseline'], exitCodeThen: 0 },
        recorded: recorded(failed, ['waived-then']),
      });
    }
    return collector.sumUp();
  }
  const noticesOf = (...days: readonly Day[]) => period(...days).runs.map(({ notices }) => notices);
  const [failing, fine] = [results({ bob: 'failed' }), results({ bob: 'passed' })];

  test('tells once of what goes on failing, and again where it had been mended', () => {
    expect(noticesOf([failing], [failing], [fine], [failing])).toEqual([1, 0, 0, 1]);
  });

  test('does not tell again of what could not be judged in between', () => {
    expect(noticesOf([failing], [unread()], [unread()], [failing])).toEqual([1, 0, 0, 0]);
    expect(noticesOf([fine], [unread()], [failing])).toEqual([0, 0, 1]);
  });

  test('does not tell of what failed then, nor when only its own policy lets it pass later', () => {
    expect(noticesOf([failing, ['bob']], [failing])).toEqual([0, 0]);
  });

  test('is one of each account', () => {
    const [one, other] = ['111111111111', '222222222222'];
    const { runs, users } = period([failing, [], one], [failing, [], other], [failing, [], one]);
    expect(runs.map(({ notices }) => notices)).toEqual([1, 1, 0]);
    expect(users.map(({ account, runs }) => [account, runs])).toEqual([
      [one, 2],
      [other, 1],
    ]);
  });

  test('says who would have failed, in how many runs, and which of them newly', () => {
    const subjects = { 'bob / access key 1': 'failed', 'bob / access key 2': 'failed' } as const;
    const { users, findings, notices } = period(
      [results({ ...subjects, carol: 'failed' }), ['carol', 'bob / access key 1']],
      [results({ ...subjects, carol: 'failed' }, { owner: 'later' }), ['carol']],
      [results({ ...subjects, carol: 'passed' }), Object.keys(subjects)],
    );
    const start = auditedReport().report.asOf;
    expect(users).toEqual([
      expect.objectContaining({
        ...{ user: 'bob', owner: 'team', runs: 3, first: start, last: start + 2 * DAY },
        ...{ newly: { runs: 2, first: start, last: start + DAY }, notices: 1, controls: [KEY] },
      }),
      expect.objectContaining({ user: 'carol', runs: 2, newly: undefined, controls: [] }),
    ]);
    expect(findings.map(({ subject, runs, owner }) => [subject, runs, owner])).toEqual([
      ['bob / access key 2', 2, 'later'],
      ['bob / access key 1', 1, 'later'],
    ]);
    expect(notices).toEqual([{ owner: 'team', notices: 1 }]);
  });

  test('says of each run what changes, and what was waived then', () => {
    const [run] = period([
      results({ alice: 'failed', 'waived-then': 'failed', bob: 'passed', carol: 'notReviewed' }),
      ['bob', 'carol'],
    ]).runs;
    expect(run).toMatchObject({
      ...{ failedThen: 2, wouldFail: 2, waivedThen: 1, notKnown: 1, notices: 2 },
      newly: [{ control: KEY, subjects: ['alice', 'waived-then'] }],
      noLonger: [{ control: KEY, subjects: ['bob'], because: 'passed' }],
      counts: { failed: 2, passed: 1, notReviewed: 1 },
    });
  });

  test('says what could not be judged, in how many runs, and why', () => {
    const { gaps } = period([unread()], [results({ bob: 'error', alice: 'error' })], [fine]);
    expect(gaps).toEqual([{ control: KEY, runs: 2, verdicts: 3, reason: 'No fact.' }]);
  });
});
