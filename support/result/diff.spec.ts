import type { Status } from '../control';
import { diffJson, diffMarkdown, diffText } from '../formats/diff-report';
import { type ComparedControl, type ComparedVerdict, diffRuns } from './diff';

const RUNS = {
  account: '111122223333',
  mark: null,
  before: 'run 1 (live)',
  after: 'run 2 (live)',
  notes: ['Not authenticated.'],
};

function verdict(subject: string, status: Status, control = 'user-mfa'): ComparedVerdict {
  const reason = `${subject} is ${status}.`;
  const arn = `arn:aws:iam::111122223333:user/${subject}`;
  return { profile: 'house', control, severity: 'high', subject, arn, status, reason };
}

const run = (...verdicts: readonly ComparedVerdict[]) => ({
  verdicts,
  controls: [control({}), control({ profile: 'cis' }), control({ control: 'x' })],
});

function control(changes: Partial<ComparedControl>): ComparedControl {
  return { profile: 'house', control: 'user-mfa', partial: false, limits: 'no limit', ...changes };
}

/** A verdict about whatever the control would have judged. */
function aboutAll(status: Status, changes: Partial<ComparedVerdict> = {}): ComparedVerdict {
  return { ...verdict('all subjects', status), arn: null, ...changes };
}

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

  const becameOfAlice = (...args: Parameters<typeof diffRuns>) =>
    diffRuns(...args).find(({ subject }) => subject === 'alice')?.change;

  test('nor has one of which a filter left something out', () => {
    const partly = (changes: Partial<ComparedControl>) => ({
      verdicts: [verdict('bob', 'passed')],
      controls: [control({}), control({ partial: true, ...changes })],
    });
    const before = run(verdict('alice', 'failed'));
    expect(becameOfAlice(before, partly({}))).toBe('unknown');
    // The same control of another profile was checked whole or not by itself.
    expect(becameOfAlice(before, partly({ profile: 'cis' }))).toBe('gone');
  });

  test.each<Status>(['error', 'notReviewed'])('nor has one that is %s for all', (status) => {
    const before = run(verdict('alice', 'failed'), verdict('bob', 'waived'));
    const changes = diffRuns(before, run(aboutAll(status)));
    expect(changes.map(({ subject, change }) => [subject, change])).toEqual([
      ['all subjects', 'unknown'],
      ['alice', 'unknown'],
      ['bob', 'unknown'],
    ]);
  });

  test('nor has one beside whose verdicts stands such a one', () => {
    const after = run(verdict('bob', 'passed'), aboutAll('error', { subject: 'control file' }));
    expect(becameOfAlice(run(verdict('alice', 'failed')), after)).toBe('unknown');
    const other = run(verdict('bob', 'passed'), aboutAll('error', { profile: 'cis' }));
    expect(becameOfAlice(run(verdict('alice', 'failed')), other)).toBe('gone');
  });

  test('nor has another profile', () => {
    const after = run({ ...verdict('alice', 'passed'), profile: 'cis' });
    expect(becameOfAlice(run(verdict('alice', 'failed')), after)).toBe('unknown');
  });

  test('a control that found nobody left has been checked', () => {
    const after = run(aboutAll('notApplicable', { subject: 'no subject' }));
    expect(becameOfAlice(run(verdict('alice', 'failed')), after)).toBe('gone');
  });

  test.each<[Status, Status | undefined, string]>([
    ['failed', 'passed', 'limitChanged'],
    ['waived', 'passed', 'limitChanged'],
    ['failed', 'notApplicable', 'limitChanged'],
    ['failed', undefined, 'limitChanged'],
    ['failed', 'failed', 'stillFailing'],
    ['failed', 'waived', 'newlyWaived'],
    ['passed', 'failed', 'regressed'],
  ])('%s, then %s, under another limit: %s', (before, after, expected) => {
    const other = verdict('other', 'passed');
    const one = { verdicts: [verdict('alice', before)], controls: [control({ limits: '90' })] };
    const two = {
      verdicts: after === undefined ? [other] : [other, verdict('alice', after)],
      controls: [control({ limits: '365' })],
    };
    expect(diffRuns(one, two)).toMatchObject([
      { subject: 'alice', change: expected, limits: { before: '90', after: '365' } },
    ]);
    expect(diffRuns(one, { ...two, controls: [] })).toMatchObject([
      { change: expected, limits: { before: '90', after: 'not recorded' } },
    ]);
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
      '1 new, 0 regressed, 0 not known, 0 under changed limits, 0 still failing, 0 waived, 1 fixed or gone.',
    );
    expect(shown).toContain('\nNote      Not authenticated.\n');
    expect(shown).not.toContain('\u202e');
    const forged = diffText({ ...RUNS, account: HOSTILE, mark: HOSTILE }, changes, false);
    expect(forged).not.toContain('\u202e');
    const renamed = changes.map((each) => ({ ...each, control: HOSTILE, profile: HOSTILE }));
    expect(diffText(RUNS, renamed, false)).not.toContain('\u202e');
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

  const limited = diffRuns(
    { verdicts: [verdict('bob', 'failed')], controls: [control({ limits: 'maxAgeDays 90' })] },
    { verdicts: [verdict('bob', 'passed')], controls: [control({ limits: 'maxAgeDays 365' })] },
  );
  const demo = { ...RUNS, mark: 'DEMO: a made-up account' };

  test('names both limits and marks what is no live account, in every format', () => {
    const shown = diffText(demo, limited, false);
    expect(shown).toContain('account 111122223333 (DEMO: a made-up account)');
    expect(shown).toContain(
      'Limit changed: failed before, not under the limits of the later run (1)\n  bob  house › user-mfa (high)\n' +
        '    bob is passed.\n    Limits before: maxAgeDays 90\n    Limits after:  maxAgeDays 365',
    );
    expect(shown).toContain('1 under changed limits, 0 still failing, 0 waived, 0 fixed or gone.');
    expect(JSON.parse(diffJson(demo, limited))).toMatchObject({
      mark: 'DEMO: a made-up account',
      notes: ['Not authenticated.'],
      counts: { limitChanged: 1, fixed: 0 },
      changes: [{ limits: { before: 'maxAgeDays 90', after: 'maxAgeDays 365' } }],
    });
    const markdown = diffMarkdown(demo, limited);
    expect(markdown).toMatch(
      /^## Credentials of account 111122223333 \(DEMO.* a made-up account\)/,
    );
    expect(markdown).toContain('| reason | limits before | limits after |');
    expect(markdown).toContain('| bob is passed. | maxAgeDays 90 | maxAgeDays 365 |');
    expect(markdown).toContain('\nNote: Not authenticated.\n');
  });

  test('says so where nothing changed', () => {
    expect(diffText(RUNS, [], false)).toMatch(/0 new, 0 regressed/);
  });
});
