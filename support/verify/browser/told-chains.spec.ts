import { DAY } from '../../report';
import { toldChains } from './told-chains';

const run = (at: number, previous: number | null | undefined, more = {}) => ({
  account: '111122223333',
  runId: `2026-01-0${at}T00-00-00Z-00000${at}`,
  startedAt: Date.UTC(2026, 0, 1) + at * DAY,
  profiles: ['baseline'],
  manifest: String(at).repeat(64),
  previous: previous
    ? {
        runId: `2026-01-0${previous}T00-00-00Z-00000${previous}`,
        manifest: String(previous).repeat(64),
      }
    : (previous as null | undefined),
  isRetired: false,
  source: 'live',
  ...more,
});
const said = (...runs: readonly ReturnType<typeof run>[]) => {
  const [chain] = toldChains(runs);
  return [chain?.exitCode, chain?.lines.join('\n')];
};

describe('the runs of an account that a page is given', () => {
  test('in whatever order and number of copies are whole', () => {
    const [exitCode, lines] = said(run(3, 2), run(1, null), run(2, 1), run(2, 1));
    expect([exitCode, lines]).toEqual([
      0,
      expect.stringMatching(/^3 runs of account 111122223333/),
    ]);
  });

  test.each<[string, readonly ReturnType<typeof run>[], 1 | 2, RegExp]>([
    ['lack one', [run(1, null), run(3, 2)], 2, /BUT: Run 2026-01-02\S+ is missing/],
    ['lack the first', [run(2, 1), run(3, 2)], 2, /BUT: Run 2026-01-01\S+ is missing/],
    ['fork', [run(1, null), run(2, 1), run(3, 1)], 1, /NOT AS RECORDED: The chain forks/],
    [
      'are not as the next one says',
      [run(1, null, { manifest: 'a'.repeat(64) }), run(2, 1)],
      1,
      /NOT AS RECORDED: Run 2026-01-01\S+ was altered/,
    ],
    [
      'are there with two manifests',
      [run(1, null), run(1, null, { manifest: 'a'.repeat(64) })],
      1,
      /with several manifests/,
    ],
    [
      'name one of other profiles',
      [run(1, null, { profiles: ['strict'] }), run(2, 1)],
      1,
      /which is of other profiles/,
    ],
    [
      'name nobody',
      [run(1, undefined), run(2, undefined)],
      2,
      /None of the 2 runs .* names another/,
    ],
  ])('are not whole where they %s', (_, runs, exitCode, line) => {
    expect(said(...runs)).toEqual([exitCode, expect.stringMatching(line)]);
  });

  test('are whole where two chains of other profiles lie side by side', () => {
    const strict = { profiles: ['strict'] };
    expect(said(run(1, null), run(2, null, strict), run(3, 1))[0]).toBe(0);
  });

  test('are nothing to compare where there is one', () => {
    expect(toldChains([run(1, null), run(1, null)])).toEqual([]);
  });
});
