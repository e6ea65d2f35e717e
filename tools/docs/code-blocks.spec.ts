import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlocks } from '../testing/examples';

// The TypeScript that the pages show is compiled as a reader's: in a repository that `iamspec init` has made.

const ROOT = join(__dirname, '..', '..');
const FILES = 'support/hosts/cli/init/files';

/** Signatures are no programs. */
const SIGNATURES = 'docs/api.md';

const PAGES = ['README.md', ...pagesOf('docs'), `${FILES}/README.md`].filter(
  (page) => page !== SIGNATURES,
);

function pagesOf(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => `${folder}/${name}`);
}

/** The blocks of all pages, by the files that they become: `README.md-274.ts`. */
const blocks = new Map(
  PAGES.flatMap((page) =>
    readBlocks(readFileSync(join(ROOT, page), 'utf8'))
      .filter(({ language }) => language === 'ts')
      .map(({ line, text }) => [`${page.replaceAll('/', '-')}-${line}.ts`, text] as const),
  ),
);

/** The same, but for one column, so that it must not compile. */
const misspelt = new Map(
  [...blocks].flatMap(([file, text]) =>
    ['mfa_active', 'password_enabled']
      .filter((column) => text.includes(column))
      .map((column) => [`${column}-misspelt-in-${file}`, text.replace(column, `${column}d`)]),
  ),
);

/** What the compiler says, line by line. */
let said: readonly string[];

beforeAll(() => {
  const repository = mkdtempSync(join(tmpdir(), 'iamspec-code-blocks-'));
  try {
    cpSync(join(ROOT, FILES, 'tsconfig.json'), join(repository, 'tsconfig.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(repository, 'node_modules'), 'junction');
    mkdirSync(join(repository, 'controls'));
    for (const [file, text] of [...blocks, ...misspelt]) {
      // Each is a module of its own, whether or not it imports anything.
      writeFileSync(join(repository, 'controls', file), `${text}export {};\n`);
    }
    said = compile(repository);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
});

function compile(cwd: string): readonly string[] {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--noEmit', '--pretty', 'false'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return `${stdout}${stderr}`.split('\n');
}

test('there are blocks where the README and that of a new repository show TypeScript', () => {
  const pages = [...blocks.keys()].map((file) => file.replace(/-\d+\.ts$/, ''));
  const known = ['README.md', `${FILES}/README.md`.replaceAll('/', '-')];
  expect(pages).toEqual(expect.arrayContaining(known));
});

test('each block compiles', () => {
  const planned = (line: string) => [...misspelt.keys()].some((file) => line.includes(file));
  expect(said.filter((line) => /\berror TS/.test(line) && !planned(line))).toEqual([]);
});

test.each([...misspelt.keys()])('%s is a type error', (file) => {
  const about = said.filter((line) => line.startsWith(`controls/${file}(`));
  expect(about).toEqual([
    expect.stringMatching(/error TS\d+: .*'"?(?:mfa_active|password_enabled)d"?'/),
  ]);
});
