import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeTemporary } from './testing/project';

const ROOT = join(__dirname, '..');

const files = ['support', 'deploy', 'controls', 'profiles', 'tools']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(ROOT, folder, name),
    ),
  )
  .filter((file) => /(?:\.spec|\/testing)\.ts$/.test(file) && file !== __filename);

/** The lines of the self-tests that hold this. */
function lines(pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${relative(ROOT, file)}: ${line.trim()}`),
  );
}

test('what is drawn by chance can be drawn again: fast-check says the seed, all others give one', () => {
  expect(files.length).toBeGreaterThan(150);
  expect(lines(/\bsample\((?!.*\bseed\b)/)).toEqual([]);
  // One is the text of a test that must not be trusted.
  const others = lines(/\bMath\.random\(|\bcheck\(fc|\bfc\.check\(/);
  expect(others).toEqual([expect.stringContaining('toMatchSnapshot')]);
});

test('a property that failed fails again where SEED and SEED_PATH say what it had said', () => {
  const spec = writeTemporary(
    'drawn.spec.ts',
    `const fc = require(${JSON.stringify(require.resolve('fast-check'))});
    test('x', () => fc.assert(fc.property(fc.nat(), (drawn) => drawn < 1e6)));`,
  );
  const counterexample = (env: Readonly<Record<string, string>>) => {
    const config = { rootDir: join(spec, '..'), setupFiles: [join(__dirname, 'specs.setup.cjs')] };
    const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const { stderr } = spawnSync(process.execPath, [jest, '--config', JSON.stringify(config)], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    const [, SEED = '', SEED_PATH = ''] = /seed: (-?\d+), path: "([\d:]+)"/.exec(stderr) ?? [];
    const [, tests, found] =
      /failed after (\d+) tests?[\s\S]*?Counterexample: (\[\d+\])/.exec(stderr) ?? [];
    return { SEED, SEED_PATH, tests, found };
  };
  const { SEED, SEED_PATH, found } = counterexample({});
  expect(found).toBe('[1000000]');
  expect(counterexample({ SEED, SEED_PATH })).toMatchObject({ SEED, tests: '1', found });
});

test('no self-test holds a time: a slow machine is none of its faults', () => {
  // The pages of large organizations are measured in a browser.
  const timed = lines(/performance\.now\(\) - |Date\.now\(\) - (?:start|before)/);
  expect(timed.filter((line) => !/\bbrowser\.spec\.ts:/.test(line))).toEqual([]);
});
