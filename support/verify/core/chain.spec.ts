import { chainFindings, type Link, previousOf } from './chain';

const sha = (digit: string) => digit.repeat(64);

const link = (day: number, previous: Link['previous'], sha256 = sha(String(day))): Link => ({
  runId: `2026-01-0${day}T00-00-00Z-00000${day}`,
  startedAt: Date.UTC(2026, 0, day),
  sha256,
  previous,
});
const [one, two, three] = [link(1, null), link(2, named(1)), link(3, named(2))] as const;

function named(day: number, manifest = sha(String(day))) {
  return { runId: `2026-01-0${day}T00-00-00Z-00000${day}`, manifest };
}

test('runs that name each other are whole, in whatever order and however often they are given', () => {
  const { problems, notes } = chainFindings([three, one, two, two]);
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/^3 runs, from .*: each names the one before it\.$/),
  ]);
});

test('what was before the first of them is not known, and no problem', () => {
  expect(chainFindings([two, three])).toEqual({
    problems: [],
    isWhole: true,
    notes: [
      expect.stringMatching(/^2 runs/),
      `The first follows run ${one.runId}, which is not here.`,
    ],
  });
});

test.each<[string, readonly Link[], RegExp]>([
  ['a run taken away from the middle', [one, three], /which is missing after 2026-01-01/],
  [
    'a run that was changed',
    [link(1, null, sha('a')), two],
    /here its SHA-256 is a{64}: it was changed since/,
  ],
  [
    'a fork',
    [one, two, link(3, named(1))],
    /Runs 2026-01-02.* and 2026-01-03.* follow the same run/,
  ],
  ['a beginning in the middle', [one, link(2, null)], /names no run before it, but 2026-01-01/],
  ['two manifests of one run', [one, two, link(2, named(1), sha('b'))], /several manifests/],
  ['a run that follows a later one', [link(1, named(2)), two], /is not before it/],
])('%s is told', (_what, links, expected) => {
  expect(chainFindings(links).problems.join('\n')).toMatch(expected);
});

test('runs of before there were chains are counted', () => {
  const { problems, notes } = chainFindings([link(1, undefined), link(2, undefined)]);
  expect(problems).toEqual([]);
  expect(notes.join(' ')).toMatch(/2 of them say nothing of a run before them/);
});

test('what a manifest says of the run before it is read as it is, or not at all', () => {
  expect(previousOf({})).toBeUndefined();
  expect(previousOf({ previous: null })).toBeNull();
  expect(previousOf({ previous: named(1) })).toEqual(named(1));
  expect(() => previousOf({ previous: { runId: 'x', manifest: 'y' } })).toThrow(/not understood/);
});
