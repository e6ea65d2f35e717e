import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const ROOT = join(__dirname, '..');

const LIST = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));

/** The files of the package, as npm itself tells them. */
const files = shipped();

function shipped(): readonly string[] {
  const list = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const options = { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' } as const;
  const packages = LIST.parse(JSON.parse(execFileSync('npm', list, options)));
  return packages.flatMap((each) => each.files.map(({ path }) => path));
}

const CODE = /\.(?:tsx?|c?js|mjs|cts)$/;

describe('the package', () => {
  test('holds the command, the controls with their samples, and the profiles', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/hosts/cli/bin.js',
        'dist/oracle/index.js',
        'controls/root-mfa.test.ts',
        'controls/root-mfa.samples.ts',
        'profiles/baseline.ts',
      ]),
    );
  });

  test('holds nothing that only the self-tests need', () => {
    const odd = /(?:^|\/)testing\.tsx?$|\.(?:spec|fixture)\.\w+$|\/(?:examples|__snapshots__)\//;
    expect(files.filter((file) => odd.test(file))).toEqual([]);
  });

  test('holds of the second method what verify needs, and nothing of its self-tests', () => {
    const shipped = files.filter((file) => file.startsWith('dist/oracle/'));
    const used = shipped.flatMap(imports).map((path) => `${path}.js`.replace(/\.js\.js$/, '.js'));
    expect(shipped.sort()).toEqual([...new Set([...used, 'dist/oracle/index.js'])].sort());
  });

  test('holds all that its own code imports', () => {
    const sources = files.filter((file) => CODE.test(file));
    expect(sources.length).toBeGreaterThan(200);
    const missing = sources.flatMap((file) =>
      imports(file)
        .filter((path) => !candidates(path).some((each) => files.includes(each)))
        .map((path) => `${file} imports ${path}`),
    );
    expect(missing).toEqual([]);
  });
});

/** Relative imports, from the root of the package. */
function imports(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(/(?:from|import|require\(|import\()\s*["'](\.[^"'\s]*)["']/g);
  // What is generated imports from where it will lie.
  const isTemplate = file.endsWith('new-control.js');
  return isTemplate ? [] : [...found].map(([, path = '']) => join(dirname(file), path));
}

function candidates(path: string): readonly string[] {
  return ['', '.js', '.ts', '.d.ts', '/index.js', '/index.d.ts'].map((end) =>
    `${path}${end}`.replace(/\.js\.d\.ts$/, '.d.ts'),
  );
}
