import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { alter, day, remove, runIdAt, writeRun } from '../../tools/testing/history';
import { publicKey, retire } from '../bundle';
import { chainLines, verifyChain } from './verify-chain';

let root: string;
let account: string;
let bundles: readonly string[];
const { privateKey } = generateKeyPairSync('ed25519');
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const trusted = { name: 'public.pem', key: publicKey(key) };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  bundles = [0, 1, 2, 3].map((at) =>
    writeRun(root, { startedAt: day(at), mfa: { alice: 'passed' } }, key),
  );
  account = join(root, '111122223333');
});
afterEach(() => rmSync(root, { recursive: true }));

const verify = (keys = [trusted], now = day(4)) =>
  verifyChain(account, { keys, account: undefined, now });
const lines = (...given: Parameters<typeof verify>) => chainLines('dir', verify(...given));

describe('the runs of an account', () => {
  test('that are whole are unbroken', () => {
    expect(lines()).toEqual([
      `4 runs of account 111122223333 (live), house, from 2026-01-01T02:00:00Z to 2026-01-04T02:00:00Z. Nobody vouches for the ` +
        `last of them, ${runIdAt(day(3))}, but its signature.`,
      'dir: unbroken, authenticated.',
    ]);
    expect(lines([]).at(-1)).toBe('dir: unbroken, not authenticated: no signature was checked.');
    expect([verify().exitCode, verify([]).exitCode]).toEqual([0, 0]);
  });

  test.each<[string, (bundle: string) => void, 1 | 2, RegExp]>([
    [
      'one is deleted from the middle',
      remove,
      2,
      /^BUT: Run \S+02T02-00-00Z\S+ is missing: run \S+03T/,
    ],
    [
      'a file of one was changed',
      (bundle) => appendFileSync(join(bundle, 'report.csv'), 'x'),
      1,
      /^NOT AS RECORDED: Run \S+02T\S+: report.csv was changed/,
    ],
    [
      'a file of one is missing',
      (bundle) => rmSync(join(bundle, 'index.html')),
      1,
      /^NOT AS RECORDED: Run \S+02T\S+: .*index.html is missing/,
    ],
    [
      'one has no signature',
      (bundle) => rmSync(join(bundle, 'manifest.json.sig')),
      1,
      /^NOT AS RECORDED: Run \S+02T\S+: it is not signed/,
    ],
    [
      'one has another manifest',
      (bundle) => alter(bundle, '{}'),
      1,
      /^BUT: Run \S+02T\S+ cannot be read/,
    ],
    [
      'one is called as another',
      (bundle) => renameSync(bundle, join(account, `${basename(bundle).slice(0, -6)}ffffff`)),
      1,
      /^NOT AS RECORDED: Run \S+ffffff was altered: its manifest is that of run/,
    ],
  ])('where %s', (_, damage, exitCode, line) => {
    damage(bundles[1] ?? '');
    expect(lines().filter((each) => line.test(each))).toHaveLength(1);
    expect(verify().exitCode).toBe(exitCode);
    expect(lines().at(-1)).toMatch(exitCode === 1 ? /^dir: NOT verified/ : /^dir: not whole/);
  });

  test('where two ran at once', () => {
    const late = { startedAt: day(3), mfa: { alice: 'passed' }, end: '000000' } as const;
    writeRun(root, late, key);
    expect(lines()).toContainEqual(
      expect.stringMatching(/^NOT AS RECORDED: The chain forks: runs/),
    );
    expect(verify().exitCode).toBe(1);
  });

  test('where none is left, or several accounts are', () => {
    mkdirSync(join(root, 'empty'));
    const asked = { keys: [], account: undefined, now: day(4) };
    expect(verifyChain(join(root, 'empty'), asked)).toMatchObject({ exitCode: 2 });
    const other = writeRun(root, { startedAt: day(4), mfa: {}, account: '999999999999' });
    renameSync(other, join(account, basename(other)));
    const mixed = join(root, 'mixed');
    renameSync(account, mixed);
    expect(() => verifyChain(mixed, asked)).toThrow(/say with --account which is meant/);
    const found = verifyChain(mixed, { ...asked, account: '111122223333' });
    expect(found.exitCode).toBe(0);
    expect(found.notes).toContain('1 runs are of other accounts, and were left out.');
  });

  test.each<[string, (manifest: string) => string]>([
    ['another account', (text) => text.replace('"id": "111122223333"', '"id": "999999999999"')],
    ['no account', (text) => text.replace(/"account": \{[^}]*\}/, '"account": null')],
  ])('where the last says that it is of %s, and so of no chain', (_, change) => {
    const last = bundles[3] ?? '';
    alter(last, change(readFileSync(join(last, 'manifest.json'), 'utf8')));
    for (const asked of [undefined, '111122223333']) {
      const found = verifyChain(account, { keys: [], account: asked, now: day(4) });
      expect(found.problems).toContainEqual({
        kind: 'altered',
        runs: [runIdAt(day(3))],
        text: expect.stringContaining('lies among those of account 111122223333'),
      });
      expect(found.exitCode).toBe(1);
    }
    expect(lines()).toContainEqual(expect.stringMatching(/the signature is not that/));
  });

  test('whose names are hostile are told, and obeyed by none', () => {
    mkdirSync(join(account, '2026-\u001b[2J<img>'));
    writeFileSync(join(account, '2026-\u001b[2J<img>', 'manifest.json'), '{"run":');
    expect(verify().exitCode).toBe(2);
  });

  test('that began after now are not believed', () => {
    const { problems, exitCode } = verify([trusted], day(2));
    expect(problems.map(({ kind, runs }) => [kind, ...runs])).toContainEqual([
      'unreadable',
      runIdAt(day(3)),
    ]);
    expect(problems.every(({ text }) => text.endsWith('one of the clocks is wrong.'))).toBe(true);
    expect(exitCode).toBe(2);
  });
});

describe('what retention takes away', () => {
  const leave = (at: number) => retire({ directory: account, before: day(at), now: day(4), key });
  const found = () => verify([trusted], day(9));

  test('was signed, and the rest of the chain follows it', () => {
    expect(leave(2)).toHaveLength(2);
    expect(found()).toMatchObject({ exitCode: 0, problems: [] });
  });

  test('is nothing that was altered', () => {
    appendFileSync(join(bundles[0] ?? '', 'report.csv'), 'x');
    expect(() => leave(2)).toThrow(/was altered: report\.csv was changed/);
  });

  test('is told where it bore no signature: a marker that is signed does not give it one', () => {
    rmSync(join(bundles[0] ?? '', 'manifest.json.sig'));
    leave(2);
    expect(found()).toMatchObject({
      exitCode: 1,
      problems: [{ kind: 'not signed', runs: [runIdAt(day(0))] }],
    });
  });

  test('is missing where the run is gone that retention left', () => {
    leave(9);
    remove(bundles[3] ?? '');
    expect(found()).toMatchObject({ exitCode: 2, problems: [{ kind: 'missing' }] });
  });

  test('is never the latest of a chain, whatever a marker names', () => {
    const kept = join(root, 'kept');
    cpSync(account, kept, { recursive: true });
    const next = writeRun(root, { startedAt: day(4), mfa: { alice: 'passed' } }, key);
    leave(4);
    remove(next);
    cpSync(kept, account, { recursive: true });
    expect(leave(0)).toEqual([0, 1, 2].map((at) => runIdAt(day(at))));
    expect(existsSync(bundles[3] ?? '')).toBe(true);
  });

  test('is of this account, and markers that name each other come to an end', () => {
    const marker = (number: number, former: string, of: string) =>
      JSON.stringify({
        ...{ schemaVersion: 1, account: of, number, former, runs: [] },
        ...{ writtenAt: new Date(day(1)).toISOString(), before: new Date(day(1)).toISOString() },
      });
    writeFileSync(join(account, 'retired.json'), marker(6, 'a'.repeat(64), '999999999999'));
    writeFileSync(join(account, 'retired-5.json'), marker(6, 'b'.repeat(64), '999999999999'));
    const { exitCode, problems } = verify([], day(9));
    expect(exitCode).toBe(1);
    expect(problems.map(({ text }) => text).join('\n')).toMatch(
      /retired-5\.json was altered[\s\S]*said to be of account 999999999999, but the runs are of 111122223333/,
    );
  });
});
