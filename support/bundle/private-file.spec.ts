import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { rewriteFile, writeNewFile, writePrivateFile } from './private-file';

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

describe('a text in pieces', () => {
  const write = (pieces: readonly string[]) => {
    const path = join(directory, 'file');
    const seen: Buffer[] = [];
    writeNewFile(path, pieces, (bytes) => seen.push(Buffer.from(bytes)));
    const content = readFileSync(path);
    rmSync(path);
    return { content, seen: Buffer.concat(seen) };
  };

  test('is the text in one piece, and every byte is shown, wherever it is cut', () => {
    const piece = fc.tuple(fc.constantFrom('a', 'é', '€', '\ud83d', '\ude00', '😀'), fc.nat(9000));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (list) => {
        const pieces = list.map(([text, times]) => text.repeat(times));
        const { content, seen } = write(pieces);
        const expected = Buffer.from(pieces.join(''));
        expect(content.equals(expected)).toBe(true);
        expect(seen.equals(expected)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('is not begun where there is a file already', () => {
    const path = join(directory, 'file');
    writeFileSync(path, 'former');
    expect(() => writeNewFile(path, ['new'])).toThrow(/EEXIST/);
    expect(readFileSync(path, 'utf8')).toBe('former');
  });
});

describe('rewriteFile', () => {
  test('makes what was not there private', () => {
    const path = join(directory, 'a', 'waivers.yaml');
    rewriteFile(path, 'text');
    expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['text', '600']);
  });

  test('leaves the mode of what is there, and a link to it', () => {
    const [path, link] = [join(directory, 'kept.yaml'), join(directory, 'waivers.yaml')];
    writeFileSync(path, 'a much longer former text');
    chmodSync(path, 0o644);
    symlinkSync(path, link);
    rewriteFile(link, 'text');
    expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['text', '644']);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(directory)).toHaveLength(2);
  });
});
