import type { Status } from '../control';
import { type ComparedVerdict, diffRuns } from './diff';
import { diffJson, diffMarkdown, diffText } from './diff-report';

const RUNS = { account: '111122223333', before: 'run 1', after: 'run 2' };

function verdict(subject: string, status: Status, control = 'user-mfa'): ComparedVerdict {
  const reason = `${subject} is ${status}.`;
  return { profile: 'house', control, severity: 'high', subject, status, reason };
}

const run = (...verdicts: readonly ComparedVerdict[]) => ({ verdicts, partial: [] });

/** What became of one subject that stood so before and after; `undefined` = was not there. */
function becameOf(before: Status | undefined, after: Status | undefined): string {
  const other = verdict('other', 'passed');
  const one = before === undefined ? [] : [verdict('alice', before)];
  const two = after === undefined ? [] : [verdict('alice', after)];
  const [found] = diffRuns(run(other, ...one), run(other, ...two));
  return found?.change ?? 'nothing';
}

describe('what became of a subject', () => {
  test.each<[Status | undefined, Status | undefined, string]>([
    [undefined, 'failed', 'new'],
    ['notApplicable', 'failed', 'new'],
    ['error', 'failed', 'new'],
    ['notReviewed', 'failed', 'new'],
    ['passed', 'failed', 'regressed'],
    ['waived', 'failed', 'regressed'],
    ['failed', 'failed', 'stillFailing'],
    ['failed', 'passed', 'fixed'],
    ['waived', 'passed', 'fixed'],
    ['failed', 'notApplicable', 'gone'],
    ['failed', undefined, 'gone'],
    ['waived', undefined, 'gone'],
    ['failed', 'waived', 'newlyWaived'],
    ['passed', 'waived', 'newlyWaived'],
    ['waived', 'waived', 'stillWaived'],
    ['failed', 'error', 'unknown'],
    ['passed', 'error', 'unknown'],
    [undefined, 'error', 'unknown'],
    ['failed', 'notReviewed', 'unknown'],
    ['passed', 'passed', 'nothing'],
    ['notApplicable', 'passed', 'nothing'],
    ['passed', undefined, 'nothing'],
    ['error', 'passed', 'nothing'],
    ['notReviewed', 'notReviewed', 'nothing'],
  ])('%s, then %s: %s', (before, after, expected) => {
    expect(becameOf(before, after)).toBe(expected);
  });

  test('a control that was not run again has fixed nothing', () => {
    const [change] = diffRuns(run(verdict('alice', 'failed')), run(verdict('bob', 'passed', 'x')));
    expect(change).toMatchObject({ subject: 'alice', change: 'unknown' });
  });

  test('nor has one of which a filter left something out', () => {
    const later = { verdicts: [verdict('bob', 'passed')], partial: ['user-mfa'] };
    const [change] = diffRuns(run(verdict('alice', 'failed')), later);
    expect(change?.change).toBe('unknown');
  });

  test('the same subject of another control or profile is another', () => {
    const other = { ...verdict('alice', 'failed'), profile: 'cis' };
    const changes = diffRuns(
      run(verdict('alice', 'passed'), other),
      run(verdict('alice', 'passed'), other),
    );
    expect(changes.map(({ profile, change }) => [profile, change])).toEqual([
      ['cis', 'stillFailing'],
    ]);
  });

  test('the worst comes first', () => {
    const before = run(verdict('a', 'failed'), verdict('b', 'passed'), verdict('c', 'waived'));
    const after = run(
      verdict('a', 'passed'),
      verdict('b', 'failed'),
      verdict('c', 'waived'),
      verdict('d', 'failed'),
    );
    expect(diffRuns(before, after).map(({ change }) => change)).toEqual([
      'new',
      'regressed',
      'stillWaived',
      'fixed',
    ]);
  });
});

describe('the report of it', () => {
  const HOSTILE = '<img src=x onerror=alert(1)>|`\u202e';
  const changes = diffRuns(
    run(verdict('bob', 'failed')),
    run(verdict('bob', 'passed'), verdict(HOSTILE, 'failed')),
  );

  test('for a terminal: each change with its reason, and totals', () => {
    const shown = diffText(RUNS, changes, false);
    expect(shown).toContain('New failures (1)');
    expect(shown).toContain('Fixed (1)\n  bob  house › user-mfa (high)\n    bob is passed.');
    expect(shown).toContain(
      '1 new, 0 regressed, 0 not known, 0 still failing, 0 waived, 1 fixed or gone.',
    );
    expect(shown).not.toContain('\u202e');
  });

  test('as JSON', () => {
    expect(JSON.parse(diffJson(RUNS, changes))).toMatchObject({
      account: '111122223333',
      counts: { new: 1, fixed: 1, stillFailing: 0 },
      changes: [
        { subject: HOSTILE, change: 'new', after: 'failed' },
        { subject: 'bob', before: 'failed' },
      ],
    });
  });

  test('as Markdown, in which names stay text', () => {
    const shown = diffMarkdown(RUNS, changes);
    expect(shown).toContain('### New failures (1)');
    expect(shown).not.toMatch(/<img|\u202e/);
  });

  test('says so where nothing changed', () => {
    expect(diffText(RUNS, [], false)).toMatch(/0 new, 0 regressed/);
  });
});
