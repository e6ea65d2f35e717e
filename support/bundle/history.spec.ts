import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { day, type MadeRun, runIdAt, writeLightRun } from '../../tools/testing/history';
import { againstJsonSchema } from '../../tools/testing/json-schema';
import type { Status } from '../control';
import { historyCsv, historyJson, historyOscal, historyText } from '../formats';
import { historyPage } from '../page';
import { DAY } from '../report';
import type { History, RunLink } from '../result';
import { historyOf } from '../result';
import { readRetired } from './retired';
import { StoredRuns } from './stored-runs';

// Half a year of runs by a moving clock, one a day at 02:00, with one gap of three days, one fork, one run that could not
// check, and failures by rule. What is expected is counted here once more, from the rule alone and another way.

const DAYS = 180;
const GAP = [60, 61, 62];
const FORK = 100;
const UNCHECKED = 120;
const USERS = Array.from({ length: 7 }, (_, index) => `user-${index}`);

/** User n fails for n + 1 days out of every 10 (n + 1), the days of user 6 being waived from day 90 on. */
function statusOf(user: number, at: number): Status {
  const cycle = 10 * (user + 1);
  if (at % cycle >= user + 1) return 'passed';
  return user === 6 && at >= 90 ? 'waived' : 'failed';
}

interface Made {
  readonly at: number;
  readonly run: MadeRun;
}

function madeRuns(): readonly Made[] {
  return Array.from({ length: DAYS }, (_, at) => at)
    .filter((at) => !GAP.includes(at))
    .flatMap((at) => {
      const mfa = Object.fromEntries(USERS.map((name, user) => [name, statusOf(user, at)]));
      const problems = at === UNCHECKED ? { problems: ['the endpoint did not answer'] } : {};
      const run = { startedAt: day(at), mfa, ...problems };
      return at === FORK
        ? [
            { at, run },
            { at, run: { ...run, end: 'ffffff' } },
          ]
        : [{ at, run }];
    });
}

let root: string;
let account: string;
const made = madeRuns();

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  account = join(root, '111122223333');
  let previous: RunLink | null = null;
  let beforeFork: RunLink | null = null;
  for (const { at, run } of made) {
    const isFork: boolean = run.end !== undefined;
    const link: RunLink = writeLightRun(account, {
      ...run,
      previous: isFork ? beforeFork : previous,
    });
    if (at === FORK && !isFork) beforeFork = previous;
    if (!isFork) previous = link;
  }
});
afterAll(() => rmSync(root, { recursive: true }));

let told: History | undefined;

/** The history of all runs, `daily`, at midnight after the last. */
function history(): History {
  const stored = new StoredRuns(account, readRetired(account, []));
  told ??= historyOf(stored.runs(), () => stored.besides(), {
    account: '111122223333',
    from: undefined,
    to: day(DAYS - 1) + DAY / 2,
    expected: DAY,
  });
  return told;
}

/** What the rule comes to, user by user and day by day. */
function counted() {
  const complete = made.filter(({ at }) => at !== UNCHECKED);
  const mends: number[] = [];
  const open: string[] = [];
  USERS.forEach((name, user) => {
    let since: number | undefined;
    for (const { at } of made) {
      const status = statusOf(user, at);
      if (status === 'failed') since ??= at;
      else if (status === 'passed' && since !== undefined && at !== UNCHECKED) {
        mends.push(at - since);
        since = undefined;
      }
    }
    if (since !== undefined) open.push(name);
  });
  const shares = made.map(
    ({ at }) => USERS.filter((_, user) => statusOf(user, at) === 'passed').length / USERS.length,
  );
  const sorted = [...mends].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const median = Number.isInteger(half)
    ? ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
    : sorted[Math.floor(half)];
  return {
    runs: made.length,
    complete: complete.length,
    mended: mends.length,
    median: (median ?? 0) * DAY,
    worst: Math.max(...mends) * DAY,
    open,
    first: shares[0],
    last: shares.at(-1),
    lowest: Math.min(...shares),
  };
}

test('180 days are as many runs, shares and times to mend as the rule gives', () => {
  const expected = counted();
  const [chain, ...others] = history().chains;
  const control = chain?.controls.find((each) => each.control === 'user-mfa');
  const shares = control?.points.map(({ share }) => share) ?? [];
  expect(others).toEqual([]);
  expect({
    runs: chain?.runs.length,
    complete: chain?.runs.filter(({ isComplete }) => isComplete).length,
    mended: control?.mended.length,
    median: control?.medianToMend,
    worst: control?.worstToMend,
    open: control?.open.map(({ subject }) => subject),
    first: shares[0],
    last: shares.at(-1),
    lowest: Math.min(...shares.map(Number)),
  }).toEqual(expected);
  // So that the rule itself makes something to count.
  expect(expected).toMatchObject({ runs: 178, complete: 177 });
  expect(expected.mended).toBeGreaterThan(30);
  if (process.env.SHOW_HISTORY)
    process.stdout.write(historyText(history(), { colors: false, width: 140 }));
});

test('the gap, and the run that could not check, are the spans without a complete run that are too long', () => {
  expect(history().chains[0]?.gaps).toEqual([
    {
      from: day(59),
      to: day(63),
      after: runIdAt(day(59)),
      before: runIdAt(day(63)),
      incomplete: 0,
    },
    {
      from: day(119),
      to: day(121),
      after: runIdAt(day(119)),
      before: runIdAt(day(121)),
      incomplete: 1,
    },
  ]);
});

test('the fork is all that is wrong with the chain, and told by the runs of it', () => {
  const { problems, exitCode } = history();
  const runs = [runIdAt(day(FORK)), runIdAt(day(FORK), 'ffffff')];
  expect(problems).toMatchObject([{ kind: 'forked', runs }]);
  expect(problems[0]?.text).toContain(`name run ${runIdAt(day(FORK - 1))} before them`);
  expect(exitCode).toBe(1);
});

test('a requirement has the shares of all its controls together', () => {
  const points = history().chains[0]?.requirements.map(({ requirement, points }) => [
    requirement,
    points[0]?.share,
  ]);
  // On the first day all 7 users fail, and the one key passes.
  expect(points).toEqual([
    ['1', 0],
    ['2', 1 / 8],
  ]);
});

test('text, JSON, CSV, page and OSCAL all have it', () => {
  const text = historyText(history(), { colors: false, width: 140 });
  expect(text).toMatch(
    /house: 178 runs from 2026-01-01T02:00:00Z to 2026-06-29T02:00:00Z, 177 of them/,
  );
  expect(text.trimEnd()).toMatch(/\nBROKEN: 178 runs, 2 gaps, 1 forked\. Exit 1\.$/);
  const json = JSON.parse(historyJson(history()));
  expect(json).toMatchObject({ schemaVersion: 1, exitCode: 1, chains: [{ profiles: ['house'] }] });
  expect(json.chains[0].controls[0].points).toHaveLength(178);
  expect(historyCsv(history()).trimEnd().split('\n')).toHaveLength(1 + 2 * 178);
  const html = [...historyPage(history())].join('');
  expect(html).toContain('BROKEN');
  expect(html).toContain('The chain forks');
  const oscal = JSON.parse(historyOscal(history()));
  expect(againstJsonSchema('oscal-ar-1.2.1', oscal)).toEqual([]);
  const [result] = oscal['assessment-results'].results;
  expect(result).toMatchObject({ start: '2026-01-01T02:00:00Z', end: '2026-06-29T14:00:00Z' });
  expect(result.observations).toHaveLength(2 + 2 + 1);
});
