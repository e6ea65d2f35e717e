import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Which folder of `support/` may import which: data flows one way. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  report: [],
  control: ['report'],
  settings: ['report', 'control'],
  aws: ['report'],
  result: ['report', 'control'],
  page: ['report', 'control', 'result', 'organization'],
  evidence: ['report', 'control', 'result', 'page'],
  judge: ['report', 'control', 'result', 'evidence'],
  audit: ['report', 'control', 'result', 'settings', 'aws', 'evidence', 'judge'],
  organization: [
    'report',
    'control',
    'result',
    'settings',
    'aws',
    'page',
    'evidence',
    'judge',
    'audit',
  ],
  jest: ['report', 'control', 'result', 'settings', 'evidence', 'judge', 'audit'],
  // Composes all of it, and has no logic of its own.
  cli: [
    'report',
    'control',
    'result',
    'settings',
    'aws',
    'evidence',
    'audit',
    'jest',
    'organization',
    'local-iam',
  ],
  docs: ['report', 'control', 'settings', 'audit'],
  'local-iam': [],
  // Shares no code with what it judges; its specs and their testing.ts compare, so they import all.
  oracle: [],
};

/** What lets Node and Jest load TypeScript, and keeps what they compile, beside the folders. */
const SHARED = ['typescript.cjs', 'cache.cjs'];

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:[cm]?[jt]s|tsx)$/.test(file) && !/\.(spec|d)\.ts$/.test(file))
  .map((file) => join(__dirname, file));

describe('the dependency graph', () => {
  test('covers every folder of support/', () => {
    expect(sources.length).toBeGreaterThan(40);
    const folders = new Set(
      sources.map(folderOf).filter((folder) => !/\.[cm]?[jt]s$/.test(folder)),
    );
    expect([...folders].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test.each(Object.entries(ALLOWED))('%s imports only what it may: %j', (folder, allowed) => {
    const imports = sources
      .filter((file) => folderOf(file) === folder && !/\/testing\.ts$|\/examples\//.test(file))
      .flatMap((file) => localImports(file).map((target) => ({ file, target: folderOf(target) })));
    const forbidden = imports.filter(
      ({ target }) => ![folder, ...SHARED, ...allowed].includes(target),
    );
    expect(forbidden).toEqual([]);
  });

  test('one file writes to standard output and error, so that nothing from outside is obeyed there', () => {
    // Programs that share no code, whose streams the iamspec command guards, and one for developers.
    const programs = /\/(?:local-iam\/(?:main|demo|demo-org)|control\/new-control|docs\/main)\.ts$/;
    // What speaks before anything else can be loaded, of this installation alone.
    const first = /\/(?:cache|node-version)\.cjs$/;
    const writing = /\bstd(?:out|err)\.write\(|\bconsole\.\w+\(|\b\w*[wW]riteSync\([12],/;
    const others = sources.filter(
      (file) =>
        !programs.test(file) && !first.test(file) && !/\/testing\.ts$|\.fixture\.cjs$/.test(file),
    );
    const found = others.filter((file) => writing.test(readFileSync(file, 'utf8')));
    expect(found.map((file) => relative(__dirname, file))).toEqual([]);
    expect(readFileSync(join(__dirname, '..', 'support', 'hosts', 'output.ts'), 'utf8')).toMatch(
      /guardOutput\(\)[\s\S]*process\.stdout, process\.stderr/,
    );
  });

  test('a control imports support/control and support/report, and a plain test support/hosts/jest too', () => {
    const controls = join(__dirname, '..', 'controls');
    for (const file of readdirSync(controls).filter((name) => name.endsWith('.test.ts'))) {
      const folders = localImports(join(controls, file)).map(folderOf);
      expect(folders.filter((folder) => !['control', 'jest', 'report'].includes(folder))).toEqual(
        [],
      );
    }
  });
});

function folderOf(file: string): string {
  const path = relative(__dirname, file);
  // What lies beside the folders stands for itself.
  return path.split('/')[0] ?? '';
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function localImports(file: string): string[] {
  const imported = readFileSync(file, 'utf8').matchAll(
    /(?:from|import|require\(|import\()\s*'(\.[^']*)'/g,
  );
  return [...imported].flatMap(([, path = '']) => {
    if (path.endsWith('package.json')) return [];
    const target = resolve(dirname(file), path);
    const found = ['', '.ts', '.tsx'].map((end) => `${target}${end}`).find(isFile);
    return found ?? join(target, 'index.ts');
  });
}
