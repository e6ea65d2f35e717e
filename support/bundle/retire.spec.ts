import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alter, day, runIdAt, writeLightRun } from '../../tools/testing/history';
import { historyOf, type RunLink } from '../result';
import { retire } from './retire';
import { readRetired } from './retired';
import { StoredRuns } from './stored-runs';

let root: string;
let account: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  account = join(root, '111122223333');
  let previous: RunLink | null = null;
  for (let at = 0; at < 6; at++) {
    const mfa = { alice: at === 1 ? 'failed' : 'passed' } as const;
    previous = writeLightRun(account, { startedAt: day(at), mfa, previous });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey };
};
/** Takes away what began before so many days. */
const leave = (at: number, key?: string) =>
  retire({ directory: account, before: day(at), now: day(9), key });
const ids = (...at: readonly number[]) => at.map((each) => runIdAt(day(each)));

function history(keys: readonly KeyObject[] = []) {
  const stored = new StoredRuns(account, readRetired(account, keys));
  const asked = { account: '', from: undefined, to: day(5), expected: day(1) - day(0) };
  return historyOf(stored.runs(), () => stored.besides(), asked);
}

const marker = (name = 'retired.json') => join(account, name);
const edit = (name: string) => appendFileSync(marker(name), ' ');

describe('what retention takes away', () => {
  test('is the oldest end, and no gap: its runs, counts and links are told by the marker', () => {
    const whole = history();
    expect(leave(3)).toEqual(ids(0, 1, 2));
    expect(ids(0, 1, 2).filter((id) => existsSync(join(account, id)))).toEqual([]);
    const { exitCode, problems, notes, chains } = history();
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(notes).toEqual([expect.stringContaining('is not signed')]);
    expect(chains[0]?.runs.map(({ runId, isRetired }) => [runId, isRetired])).toEqual(
      ids(0, 1, 2, 3, 4, 5).map((id, at) => [id, at < 3]),
    );
    const shares = ({ chains: [chain] }: typeof whole) =>
      chain?.controls.map(({ points }) => points.map(({ share }) => share));
    expect(shares(history())).toEqual(shares(whole));
  });

  test('goes on from marker to marker, each signed', () => {
    const { key, publicKey } = pair();
    leave(2, key);
    leave(4, key);
    expect(readdirSync(account).filter((name) => name.startsWith('retired'))).toEqual([
      'retired-1.json',
      'retired-1.json.sig',
      'retired.json',
      'retired.json.sig',
    ]);
    expect(history([publicKey])).toMatchObject({ exitCode: 0, problems: [], notes: [] });
    expect(history([publicKey]).chains[0]?.runs).toHaveLength(6);
    expect(history([pair().publicKey]).problems).toMatchObject([
      { kind: 'not signed', text: expect.stringContaining('The signature of') },
      { kind: 'not signed' },
    ]);
  });

  test('must be signed where a key is given', () => {
    leave(2);
    expect(history([pair().publicKey])).toMatchObject({
      exitCode: 1,
      problems: [{ kind: 'not signed' }],
    });
  });

  test.each<[string, () => void, string, number]>([
    ['edited, by its signature', () => edit('retired.json'), 'not signed', 1],
    ['edited before the last, by the hash in the next', () => edit('retired-1.json'), 'altered', 1],
    ['deleted before the last', () => rmSync(marker('retired-1.json')), 'missing', 2],
    ['no marker any more', () => writeFileSync(marker(), '{}'), 'missing', 1],
  ])('is told where its marker was %s', (_, damage, kind, exitCode) => {
    const { key, publicKey } = pair();
    leave(2, key);
    leave(4, key);
    damage();
    const found = history([publicKey]);
    expect(found.problems.map((each) => each.kind)).toContain(kind);
    expect(found.exitCode).toBe(exitCode);
  });

  test('is missing like any other run where the marker is deleted too', () => {
    leave(3);
    rmSync(marker());
    expect(history()).toMatchObject({ exitCode: 2, problems: [{ kind: 'missing', runs: ids(2) }] });
  });

  test('is never the latest run', () => {
    expect(leave(99)).toEqual(ids(0, 1, 2, 3, 4));
    expect(leave(99)).toEqual([]);
  });

  test('is taken away by the next call where a former one was cut off', () => {
    const copy = readFileSync(join(account, ids(1)[0] ?? '', 'manifest.json'));
    leave(3);
    writeLightRun(account, { startedAt: day(1), mfa: { alice: 'failed' } });
    writeFileSync(join(account, ids(1)[0] ?? '', 'manifest.json'), copy);
    expect(history().problems).toEqual([]);
    expect(leave(3)).toEqual(ids(1));
  });
});

describe('nothing is taken away', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'a run is missing',
      () => rmSync(join(account, ids(1)[0] ?? ''), { recursive: true }),
      /is missing/,
    ],
    ['a run cannot be read', () => alter(join(account, ids(1)[0] ?? ''), '{'), /cannot be read/],
    [
      'a run was altered',
      () => writeLightRun(account, { startedAt: day(1), mfa: { alice: 'passed' }, previous: null }),
      /was altered/,
    ],
    [
      'reports/latest points at one that would go',
      () => symlinkSync(join('111122223333', ids(2)[0] ?? ''), join(root, 'latest')),
      /latest points at run .*Name an earlier day/,
    ],
    ['a marker cannot be read', () => writeFileSync(marker(), '{}'), /cannot be read/],
  ])('where %s', (_, damage, why) => {
    damage();
    const then = readdirSync(account);
    expect(() => leave(4)).toThrow(why);
    expect(readdirSync(account)).toEqual(then);
  });

  test('from the middle of a chain: a run whose time does not fit its id stops it', () => {
    const text = readFileSync(join(account, ids(5)[0] ?? '', 'manifest.json'), 'utf8');
    const early = text.replace(new Date(day(5)).toISOString(), new Date(day(1)).toISOString());
    alter(join(account, ids(5)[0] ?? ''), early);
    const [runId = ''] = ids(5);
    writeLightRun(account, {
      startedAt: day(6),
      mfa: { alice: 'passed' },
      previous: linkOf(runId),
    });
    expect(() => leave(3)).toThrow(/only the oldest end of a chain can go/);
  });
});

function linkOf(runId: string): RunLink {
  const stored = new StoredRuns(account, readRetired(account, []));
  const run = [...stored.runs()].find((each) => each.runId === runId);
  return { runId, manifest: run?.manifest ?? '' };
}
