import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditResult } from '../../tools/testing/result';
import { writeBundle } from './bundle';
import { MANIFEST } from './manifest';
import { ownDirectory, readOwnFile } from './own-directory';
import { readTrend } from './trend';

let home: string;
let reports: string;
let elsewhere: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'iamspec-own-'));
  [reports, elsewhere] = [join(home, 'reports'), join(home, 'elsewhere')];
  mkdirSync(reports);
  mkdirSync(elsewhere);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const ID = '111122223333';
const earlier = (day: number) => ({ ...auditResult().run, id: `2025-06-0${day}T12-00-00Z-0a1b2c` });
const trendOf = (account: string) => readTrend(account, auditResult()).map(({ runId }) => runId);

describe('a directory of ours', () => {
  test('is made for its owner only, below a reports directory that may be a link', () => {
    const link = join(home, 'link');
    symlinkSync(reports, link);
    expect(ownDirectory(link, 'a', 'b')).toBe(join(link, 'a', 'b'));
    expect(ownDirectory(link, 'a', 'b')).toBe(join(link, 'a', 'b'));
    expect(statSync(join(reports, 'a', 'b')).mode & 0o777).toBe(0o700);
  });

  test.each<[string, () => void, RegExp]>([
    ['a link', () => symlinkSync(elsewhere, join(reports, 'a')), /a is a link to .*elsewhere, but/],
    ['a link to nothing', () => symlinkSync('nowhere', join(reports, 'a')), /a link to nowhere/],
    ['a file', () => writeFileSync(join(reports, 'a'), ''), /reports\/a is no directory, but/],
  ])('is refused where it is %s', (_, make, said) => {
    make();
    expect(() => ownDirectory(reports, 'a', 'b')).toThrow(said);
    expect(() => ownDirectory(reports, 'a')).toThrow(
      /set IAMSPEC_REPORTS_DIR to another directory/,
    );
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(reports, 'nowhere'))).toBe(false);
  });
});

describe('the bundle of an account whose directory is a link', () => {
  test.each([
    [ID, auditResult()],
    ['no-account', auditResult({ audited: undefined })],
  ])('%s is not written, there or elsewhere', (account, result) => {
    symlinkSync(elsewhere, join(reports, account));
    expect(() => writeBundle(reports, result)).toThrow(/is a link to .*elsewhere/);
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(readdirSync(reports)).toEqual([account]);
  });
});

describe('a trend', () => {
  test('is of the bundles that lie in the directory of the account', () => {
    const [one, two] = [earlier(1), earlier(2)];
    for (const run of [one, two]) writeBundle(reports, auditResult({ run }));
    const { id } = auditResult().run;
    expect(trendOf(join(reports, ID))).toEqual([one.id, two.id, id]);
  });

  test('follows no link, waits for no pipe, reads no device, and no more than it needs', () => {
    const account = join(reports, ID);
    for (const day of [1, 2, 3, 4, 5, 6]) writeBundle(reports, auditResult({ run: earlier(day) }));
    const of = (day: number) => join(account, earlier(day).id);
    const manifest = (day: number) => join(of(day), MANIFEST);
    writeBundle(elsewhere, auditResult({ run: earlier(1) }));
    const outside = join(elsewhere, ID, earlier(1).id);
    // The directory, then the manifest in it.
    rmSync(of(1), { recursive: true });
    symlinkSync(outside, of(1));
    for (const day of [2, 3, 4]) rmSync(manifest(day));
    symlinkSync(join(outside, MANIFEST), manifest(2));
    expect(spawnSync('mkfifo', [manifest(3)]).status).toBe(0);
    symlinkSync('/dev/zero', manifest(4));
    truncateSync(manifest(5), 32 << 20);
    expect(trendOf(account)).toEqual([earlier(6).id, auditResult().run.id]);
  });

  test('takes no figures that are none, nor a run under another name', () => {
    const account = join(reports, ID);
    for (const day of [1, 2]) writeBundle(reports, auditResult({ run: earlier(day) }));
    const manifest = (day: number) => join(account, earlier(day).id, MANIFEST);
    const said = JSON.parse(readOwnFile(manifest(1), 1 << 20));
    const counts = { ...said.counts, passed: '\u001b[2J' };
    writeFileSync(manifest(1), JSON.stringify({ ...said, counts }));
    writeFileSync(manifest(2), JSON.stringify({ ...said, run: { ...said.run, id: '\u001b[2J' } }));
    expect(trendOf(account)).toEqual([auditResult().run.id]);
  });
});
