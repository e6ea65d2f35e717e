import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { forbiddenImports, ROOM_NAMES, roomOf } from './architecture';

const ROOT = join(__dirname, '..');

const sources = new Map(
  ownFiles()
    .filter((file) => /\.(?:[cm]?[jt]s|tsx)$/.test(file) && !/\.(?:spec|d)\.c?ts$/.test(file))
    .map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]),
);

/** Builders and fixtures of the self-tests may reach for what they build. */
const held = new Map([...sources].filter(([file]) => !file.startsWith('tools/testing/')));

describe('the rooms of support/', () => {
  test('are those of the plan, and every source file lies in one', () => {
    expect(held.size).toBeGreaterThan(400);
    const rooms = [...held.keys()].filter((file) => file.startsWith('support/')).map(roomOf);
    expect([...new Set(rooms)].filter((room) => room !== undefined).sort()).toEqual(
      [...ROOM_NAMES].sort(),
    );
    // What others import, and what is asked before anything is loaded.
    const beside = [...held.keys()].filter((file) => /^support\/[^/]+$/.test(file));
    expect(beside).toEqual(['support/index.ts', 'support/node-version.cjs']);
  });

  test('import only what the plan allows, and only through index.ts', () => {
    expect(forbiddenImports(held)).toEqual([]);
  });

  test.each([
    [
      'an arrow in .tsx',
      'support/page/account/charts.tsx',
      '../../organization',
      'page may not import organization',
    ],
    [
      'an arrow in .mjs',
      'support/page/kit/planted.mjs',
      '../../run/index.ts',
      'page may not import run',
    ],
    [
      'a deep import',
      'support/verify/planted.ts',
      '../bundle/read-bundle',
      'reaches past support/bundle/index.ts',
    ],
    [
      'a deep import of a type',
      'support/formats/planted.ts',
      '../result/audit-result',
      'reaches past support/result/index.ts',
    ],
    [
      'the oracle in a room',
      'support/judge/planted.ts',
      '../oracle/oracle',
      'judge may not import oracle',
    ],
    [
      'a room in the oracle',
      'support/oracle/planted.ts',
      '../report',
      'oracle may not import report',
    ],
    [
      'a control that reaches for AWS',
      'controls/planted.test.ts',
      '../support/aws',
      'controls may not import aws',
    ],
  ])('%s would be found', (_what, file, path, problem) => {
    for (const statement of [
      `import { x } from '${path}';`,
      `import type { x } from '${path}';`,
      `const { x } = require('${path}');`,
    ]) {
      const found = forbiddenImports(new Map([...held, [file, statement]]));
      expect(found).toEqual([expect.stringContaining(problem)]);
    }
  });
});

test('the second method shares no code with the first: not even a package, nor a module of Node', () => {
  const oracle = [...held].filter(([file]) => roomOf(file) === 'oracle');
  expect(oracle.length).toBeGreaterThan(5);
  const imported = oracle.flatMap(([file, text]) =>
    [...text.matchAll(/(?:\bfrom|\bimport|require\(|import\()\s*['"`]([^'"`]*)/g)].map(
      ([, path = '']) => ({ file, path }),
    ),
  );
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.filter(({ path }) => !/^\.\/[\w-]+$/.test(path))).toEqual([]);
});

describe('the house is kept small', () => {
  const lines = new Map([...sources].map(([file, text]) => [file, text.split('\n').length - 1]));

  test('no file has more than 300 lines', () => {
    expect([...lines].filter(([, count]) => count > 300)).toEqual([]);
  });

  test('no room holds more than a fifth of the source', () => {
    const all = [...lines.values()].reduce((sum, count) => sum + count, 0);
    const share = (room: string) =>
      [...lines]
        .filter(([file]) => roomOf(file) === room)
        .reduce((sum, [, count]) => sum + count, 0) / all;
    expect(ROOM_NAMES.filter((room) => share(room) > 0.2)).toEqual([]);
  });

  test('no function has more than four positional parameters, but for what Jest calls with more', () => {
    const called = ['support/hosts/jest/runner.ts', 'support/hosts/jest/test-runner.ts'];
    const held = [...sources].filter(([file]) => !called.includes(file));
    expect(held.flatMap(([file, text]) => longParameterLists(file, text))).toEqual([]);
  });
});

test('one file writes to standard output and error, so that nothing from outside is obeyed there', () => {
  // Programs that share no code, whose streams the iamspec command guards, and those for developers.
  const programs =
    /^(?:support\/local-iam\/(?:main|demo|demo-org)|support\/hosts\/cli\/new-control)\.ts$|^(?:tools|deploy)\//;
  // What speaks before anything else can be loaded, of this installation alone.
  const first = /\/(?:run\/cache\.ts|node-version\.cjs|cli\/bin\.ts)$/;
  const writing = /\bstd(?:out|err)\.write\(|\bconsole\.\w+\(|\b\w*[wW]riteSync\([12],/;
  const found = [...held].filter(
    ([file, text]) =>
      !programs.test(file) && !first.test(file) && !/\/browser\//.test(file) && writing.test(text),
  );
  expect(found.map(([file]) => file)).toEqual([]);
  expect(sources.get('support/hosts/output.ts')).toMatch(
    /guardOutput\(\)[\s\S]*process\.stdout, process\.stderr/,
  );
});

/** The files of the repository, new ones included. */
function ownFiles(): readonly string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => existsSync(join(ROOT, file)));
}

function longParameterLists(file: string, text: string): readonly string[] {
  const plugins = ['typescript' as const, ...(file.endsWith('.tsx') ? ['jsx' as const] : [])];
  const found: string[] = [];
  JSON.stringify(parse(text, { sourceType: 'unambiguous', plugins }).program, (key, node) => {
    if (key === 'loc') return undefined;
    if (Array.isArray(node?.params) && node.params.length > 4)
      found.push(`${file}:${node.loc.start.line}`);
    return node;
  });
  return found;
}
