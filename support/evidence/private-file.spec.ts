import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile } from './private-file';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('writePrivateFile', () => {
  test('makes the directories on the way, and lets nobody else read', () => {
    const path = join(directory, 'a', 'b', 'junit.xml');
    writePrivateFile(path, 'text');
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(mode(path)).toBe('600');
    expect(mode(join(directory, 'a'))).toBe('700');
  });

  test('makes private what others could read before, and leaves nothing beside it', () => {
    const path = join(directory, 'junit.xml');
    writeFileSync(path, 'a much longer former text');
    chmodSync(path, 0o666);
    writePrivateFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(mode(path)).toBe('600');
    expect(readdirSync(directory)).toEqual(['junit.xml']);
  });

  test('makes private a file that a killed run of the same id left aside', () => {
    const path = join(directory, 'junit.xml');
    const aside = `${path}.${process.pid}.tmp`;
    writeFileSync(aside, 'half');
    chmodSync(aside, 0o666);
    writePrivateFile(path, 'new');
    expect(mode(path)).toBe('600');
  });

  test('leaves the former file whole where it cannot write', () => {
    const path = join(directory, 'junit.xml', 'is a directory');
    writeFileSync(join(directory, 'junit.xml'), 'former');
    expect(() => writePrivateFile(path, 'new')).toThrow();
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toBe('former');
    expect(existsSync(path)).toBe(false);
  });
});
