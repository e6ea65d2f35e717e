import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Severity, Status } from '../control';
import type { EarlierRun } from './changes';
import { controlKey, failureKey } from './failure-key';
import { limitsText } from './limits-text';
import { sumUp } from './sum-up';

type Given = readonly (readonly [name: string, status: Status, severity?: Severity])[];

const control = (...verdicts: Given) =>
  controlResult(
    'user-mfa',
    'high',
    verdicts.map(([name, status, severity = 'high']) =>
      verdict(name, status, `${name} is ${status}.`, { severity }),
    ),
  );

const KEY = controlKey('house', 'user-mfa');

/** The run in which alice failed. */
function reference(overrides: Partial<EarlierRun> = {}): EarlierRun {
  return {
    runId: 'earlier',
    startedAt: AS_OF,
    manifest: 'a'.repeat(64),
    asOf: AS_OF,
    account: ACCOUNT,
    isReference: true,
    between: [],
    limits: new Map([[KEY, limitsText(control())]]),
    failures: new Map([[failureKey(KEY, verdict('alice', 'failed', '-')), 'null']]),
    ...overrides,
  };
}

function summed(
  verdicts: Given,
  { since = reference(), failOn = 'low' as Severity, problems = [] as readonly string[] } = {},
) {
  const base = auditResult();
  const outcome = { audited: auditedReport(), results: [control(...verdicts)], problems };
  return sumUp({ ...base, settings: { failOn }, reference: since }, base.run, outcome);
}

describe('the exit code since a reference', () => {
  test.each<[number, string, Given]>([
    [0, 'what failed there alone', [['alice', 'failed']]],
    [
      1,
      'one more that fails',
      [
        ['alice', 'failed'],
        ['bob', 'failed'],
      ],
    ],
    [
      1,
      'one that fails in the place of another',
      [
        ['alice', 'passed'],
        ['bob', 'failed'],
      ],
    ],
    [1, 'one that fails worse', [['alice', 'failed', 'critical']]],
    [
      2,
      'an error beside it',
      [
        ['alice', 'failed'],
        ['bob', 'error'],
      ],
    ],
    [2, 'an error of what failed there', [['alice', 'error']]],
    [0, 'nothing that fails', [['alice', 'passed']]],
    [2, 'nothing at all', []],
  ])('%d: %s', (exitCode, _, verdicts) => {
    expect(summed(verdicts).exitCode).toBe(exitCode);
  });

  test('is held against the threshold, too', () => {
    const more: Given = [
      ['alice', 'failed'],
      ['bob', 'failed', 'low'],
    ];
    expect(summed(more, { failOn: 'medium' }).exitCode).toBe(0);
    expect(summed(more, { failOn: 'low' }).exitCode).toBe(1);
  });

  test('leaves every verdict as it is, and is told with both counts', () => {
    const { results, changes } = summed([
      ['alice', 'failed'],
      ['bob', 'failed'],
    ]);
    expect(results[0]?.verdicts.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(changes).toMatchObject({
      before: { runId: 'earlier', manifest: 'a'.repeat(64) },
      isReference: true,
      still: 1,
      new: [{ subjects: ['bob'] }],
    });
  });

  test('is 2 where the run as a whole had a problem', () => {
    expect(summed([['alice', 'failed']], { problems: ['it stopped.'] }).exitCode).toBe(2);
  });
});

describe('a reference that does not fit', () => {
  test('is of another account: could not check', () => {
    const result = summed([['alice', 'failed']], { since: reference({ account: '999999999999' }) });
    expect(result).toMatchObject({ exitCode: 2, changes: undefined });
    expect(result.problems).toEqual([
      `IAMSPEC_SINCE names run earlier of account 999999999999, but this report is of account ${ACCOUNT}.`,
    ]);
  });

  test('is of a later report: could not check; of the same one, it fits', () => {
    expect(summed([['alice', 'failed']], { since: reference({ asOf: AS_OF }) }).exitCode).toBe(0);
    const later = summed([['alice', 'failed']], { since: reference({ asOf: AS_OF + 1 }) });
    expect(later.exitCode).toBe(2);
    expect(later.problems.join()).toMatch(/later than this one/);
  });

  test('of a run that read no report is not asked', () => {
    const base = auditResult();
    const outcome = { audited: undefined, results: [], problems: ['no report'] };
    const policy = { ...base, settings: { failOn: 'low' as const }, reference: reference() };
    expect(sumUp(policy, base.run, outcome)).toMatchObject({
      exitCode: 2,
      problems: ['no report'],
    });
  });
});
