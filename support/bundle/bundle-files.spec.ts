import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleError, BundleFiles } from './bundle-files';

let root: string;
let directory: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  directory = join(root, 'bundle');
  mkdirSync(directory);
  writeFileSync(join(directory, 'manifest.json'), '{}');
  writeFileSync(join(directory, 'report.csv'), 'user\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the files of a bundle', () => {
  test('are read once: what comes later changes neither bytes nor hash', () => {
    const files = new BundleFiles(directory);
    expect(files.text('report.csv')).toBe('user\n');
    appendFileSync(join(directory, 'report.csv'), 'eve\n');
    expect(files.text('report.csv')).toBe('user\n');
    expect(files.sha256('report.csv')).toBe(sha256('user\n'));
  });

  test('cannot be others once they were hashed', () => {
    const files = new BundleFiles(directory);
    expect(files.sha256('report.csv')).toBe(sha256('user\n'));
    expect(files.text('report.csv')).toBe('user\n');
    const again = new BundleFiles(directory);
    again.sha256('report.csv');
    appendFileSync(join(directory, 'report.csv'), 'eve\n');
    expect(() => again.bytes('report.csv')).toThrow(/was changed while it was read/);
  });

  test('can be reached by a link to the directory, as latest is one', () => {
    symlinkSync('bundle', join(root, 'latest'));
    expect(new BundleFiles(join(root, 'latest')).text('report.csv')).toBe('user\n');
  });

  test.each<[string, (path: string) => void]>([
    ['a link', (path) => symlinkSync('manifest.json', path)],
    ['a FIFO that nobody writes to', (path) => execFileSync('mkfifo', [path])],
    ['a directory', (path) => mkdirSync(path)],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
  ])('are not %s', (_, make) => {
    make(join(directory, 'odd'));
    const files = new BundleFiles(directory);
    expect(() => files.bytes('odd')).toThrow(/odd is no regular file/);
    expect(() => files.sha256('odd')).toThrow(/odd is no regular file/);
  });

  test.each(['../secret', 'absent', ''])('are those of the directory, not %j', (name) => {
    writeFileSync(join(root, 'secret'), '');
    expect(() => new BundleFiles(directory).bytes(name)).toThrow(/is missing/);
  });

  test.each<[string, () => void, RegExp]>([
    ['nothing', () => rmSync(directory, { recursive: true }), /is no evidence bundle: /],
    [
      'a directory without a manifest',
      () => rmSync(join(directory, 'manifest.json')),
      /no evidence bundle: it has no manifest\.json/,
    ],
    [
      'more than any bundle holds',
      () => truncateSync(join(directory, 'report.csv'), 17 * 2 ** 30),
      /it holds \d+ bytes/,
    ],
  ])('are not those of %s', (_, change, expected) => {
    change();
    expect(() => new BundleFiles(directory)).toThrow(BundleError);
    expect(() => new BundleFiles(directory)).toThrow(expected);
  });
});
