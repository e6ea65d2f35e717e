import type { RunLink } from '../run-link';
import { type ChainedRun, chainExitCode, chainProblems, type DamagedRun } from './chain';

const hash = (id: string) => id.repeat(64).slice(0, 64);
const link = (id: string): RunLink => ({ runId: id, manifest: hash(id) });

function run(id: string, previous: RunLink | null | undefined, profile = 'house'): ChainedRun {
  return {
    runId: id,
    startedAt: id.charCodeAt(0),
    profiles: [profile],
    manifest: hash(id),
    previous,
    isRetired: false,
  };
}

const [A, B, C, D] = [
  run('a', null),
  run('b', link('a')),
  run('c', link('b')),
  run('d', link('c')),
];

const found = (runs: readonly ChainedRun[], damaged: readonly DamagedRun[] = []) => {
  const problems = chainProblems(runs, damaged);
  return {
    kinds: problems.map(({ kind, runs }) => [kind, ...runs]),
    exit: chainExitCode(problems),
  };
};

describe('a chain', () => {
  test('is unbroken where each run names the one before it', () => {
    expect(found([A, B, C, D])).toEqual({ kinds: [], exit: 0 });
    expect(found([])).toEqual({ kinds: [], exit: 0 });
  });

  test('of each profile is its own', () => {
    const other = [run('b2', null, 'strict'), run('c2', link('b2'), 'strict')];
    expect(found([A, B, ...other, C, D])).toEqual({ kinds: [], exit: 0 });
  });

  test('lacks a run that was deleted from its middle, and its neighbours tell which', () => {
    expect(found([A, B, D])).toEqual({ kinds: [['missing', 'c']], exit: 2 });
    expect(chainProblems([A, B, D], [])[0]?.text).toBe(
      'Run c is missing: run d names it before it. It lay between run b and run d.',
    );
  });

  test('lacks a run that was deleted from its beginning, but cannot tell one from its end', () => {
    expect(found([B, C, D])).toEqual({ kinds: [['missing', 'a']], exit: 2 });
    expect(found([A, B, C])).toEqual({ kinds: [], exit: 0 });
  });

  test('forks where two runs name the same one, and not where they are of other profiles', () => {
    const beside = run('b2', link('a'));
    expect(found([A, B, beside, C])).toEqual({ kinds: [['forked', 'b', 'b2']], exit: 1 });
    const damaged = [{ runId: 'a', why: 'it is torn.', manifest: hash('a') }];
    const other = run('b2', link('a'), 'strict');
    expect(found([B, other], damaged).kinds).toEqual([['unreadable', 'a']]);
  });

  test('tells a run whose manifest was altered, down to a byte', () => {
    const altered = { ...B, manifest: hash('x') };
    expect(found([A, altered, C])).toEqual({ kinds: [['altered', 'b', 'c']], exit: 1 });
  });

  test.each<[string, RunLink]>([
    ['a later run', link('e')],
    ['itself', link('b')],
  ])('tells a run that names %s before it', (_, previous) => {
    expect(found([A, run('b', previous), run('e', null, 'strict')]).kinds).toEqual([
      ['altered', 'b'],
    ]);
  });

  test('tells a run that names one of other profiles', () => {
    expect(found([A, run('b', link('a'), 'strict')])).toEqual({
      kinds: [['altered', 'b', 'a']],
      exit: 1,
    });
  });

  test('tells a run that cannot be read, and whether it was damaged since', () => {
    const damaged = (manifest: string | undefined) => [
      { runId: 'b', why: 'it is torn.', manifest },
    ];
    expect(found([A, C], damaged(hash('b')))).toEqual({ kinds: [['unreadable', 'b']], exit: 2 });
    expect(found([A, C], damaged(undefined))).toEqual({ kinds: [['unreadable', 'b']], exit: 2 });
    expect(found([A, C], damaged(hash('x')))).toEqual({
      kinds: [
        ['unreadable', 'b'],
        ['altered', 'b', 'c'],
      ],
      exit: 1,
    });
  });

  test('may begin with runs of an older version, which none may follow', () => {
    const [old, older] = [run('b', undefined), run('a', undefined)];
    expect(found([older, old, C])).toEqual({ kinds: [], exit: 0 });
    expect(found([older, old])).toEqual({ kinds: [['unlinked', 'a', 'b']], exit: 2 });
    expect(found([older])).toEqual({ kinds: [], exit: 0 });
    expect(found([A, B, run('c', undefined)])).toEqual({ kinds: [['unlinked', 'c']], exit: 2 });
  });

  test('ends with a run that is there: retention leaves the latest', () => {
    const retired = [A, B].map((each) => ({ ...each, isRetired: true }));
    expect(found([...retired, C])).toEqual({ kinds: [], exit: 0 });
    expect(found(retired)).toEqual({ kinds: [['missing', 'b']], exit: 2 });
  });

  test('does not begin anew without a word', () => {
    expect(found([A, B, run('c', null)])).toEqual({ kinds: [['unlinked', 'c']], exit: 2 });
    expect(found([run('a', undefined), run('b', null)])).toEqual({
      kinds: [['unlinked', 'b']],
      exit: 2,
    });
  });
});
