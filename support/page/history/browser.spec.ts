import { describeInBrowser, violations } from '../../../tools/testing/browser';
import { day, runIdAt, waiverOf } from '../../../tools/testing/history';
import { HOSTILE_NAMES } from '../../../tools/testing/result';
import { DAY } from '../../report';
import { controlKey, historyOf, type StoredRun, type Subject } from '../../result';
import { historyPage } from '..';

const hostile = HOSTILE_NAMES.join(' ');

/** A run in which everybody fails every other day. */
function run(at: number, profile: string, names: readonly string[]): StoredRun {
  const isBad = at % 2 === 0;
  const subjects = names.map(
    (subject): Subject => ({ profile, control: `mfa ${profile}`, subject }),
  );
  const counts = isBad ? { failed: names.length } : { passed: names.length };
  return {
    runId: runIdAt(day(at)),
    startedAt: day(at),
    profiles: [profile],
    manifest: 'a'.repeat(64),
    previous: { runId: `2025 ${hostile}`, manifest: 'a'.repeat(64) },
    exitCode: isBad ? 1 : 0,
    isComplete: true,
    isRetired: false,
    source: hostile,
    controls: [{ profile, id: `mfa ${profile}`, requirements: [hostile], counts, notRun: 0 }],
    waivers: names.map((name) => ({ ...waiverOf(name, day(99)), reason: hostile })),
    read: () => ({
      found: {
        failed: new Map(isBad ? subjects.map((each) => [each.subject, each]) : []),
        waived: new Map(),
        unchecked: new Set(),
        judged: new Set([controlKey(profile, `mfa ${profile}`)]),
      },
    }),
  };
}

function written(profiles: readonly string[], names: readonly string[]): string {
  const runs = profiles.flatMap((profile) => [0, 1, 2, 5, 6].map((at) => run(at, profile, names)));
  const besides = () => ({ damaged: [], problems: [], notes: [hostile] });
  const asked = { account: '111122223333', from: undefined, to: day(7), expected: DAY };
  return [...historyPage(historyOf(runs, besides, asked))].join('');
}

const PAGES = {
  plain: () => written(['house', 'strict'], ['alice', 'bob']),
  hostile: () => written(['house', hostile], HOSTILE_NAMES),
};

describeInBrowser(PAGES, (visit) => {
  test('tells of each chain its runs, shares, what is open and who waived', async () => {
    const page = await visit('plain');
    expect(await page.locator('h1').textContent()).toContain('BROKEN');
    expect(await page.locator('.section > h2').allTextContents()).toEqual([
      'What is not in order',
      'house',
      'strict',
    ]);
    expect(await page.locator('#chain-1 polyline').count()).toBe(1);
    expect(await page.locator('#chain-0 .remarks li').count()).toBe(2);
  });

  test.each(['light', 'dark'] as const)('can be read by everybody (%s)', async (colorScheme) => {
    expect(await violations(await visit('plain', { colorScheme, bypassCSP: true }))).toEqual([]);
  });

  test('obeys no name of a user, a run, a profile or a waiver', async () => {
    const page = await visit('hostile', { bypassCSP: true });
    expect(await page.locator('img, a[href^="javascript"]').count()).toBe(0);
    const content = await page.content();
    expect(content).not.toMatch(/\p{Cf}/u);
    expect(content).not.toContain('\u001b');
  });
});
