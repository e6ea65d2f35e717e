import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { policyRepository } from './policy-repository';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-policy-')));
afterAll(() => rmSync(root, { recursive: true }));

/** The copy of iamspec that runs, and another one. */
const [OWN, OTHER] = ['own', 'other'].map((name) => {
  const directory = join(root, name, 'node_modules', 'iamspec');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"name":"iamspec"}');
  return directory;
}) as [string, string];

const NAMES_IT = '{"devDependencies":{"iamspec":"1"}}';
let places = 0;

/** A directory with these files, which has a copy of iamspec installed. */
function place(files: Readonly<Record<string, string>>, iamspec?: string): string {
  const directory = join(root, `place-${places++}`);
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  if (iamspec !== undefined) {
    mkdirSync(join(directory, 'node_modules'));
    symlinkSync(iamspec, join(directory, 'node_modules', 'iamspec'));
  }
  return directory;
}

const found = (directory: string) => policyRepository(directory, OWN);

describe('the policy of a directory', () => {
  test.each(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])(
    'is the one whose package.json names iamspec in %s',
    (field) => {
      const directory = place({ 'package.json': `{"${field}":{"iamspec":"1"}}` }, OWN);
      expect(found(directory)).toEqual({ directory });
    },
  );

  test('is the nearest one upwards', () => {
    const directory = place({ 'package.json': NAMES_IT, 'packages/web/package.json': '{}' }, OWN);
    expect(found(join(directory, 'packages', 'web'))).toEqual({ directory });
  });

  test('is iamspec’s own where one stands in it', () => {
    mkdirSync(join(OWN, 'support'), { recursive: true });
    expect(found(join(OWN, 'support'))).toEqual({ directory: OWN });
  });

  test('is none where nothing names iamspec', () => {
    expect(found(place({ 'package.json': '{"name":"web"}' }))).toEqual({});
    expect(found(place({ 'controls/other.test.ts': "test('x', () => {});" }))).toEqual({});
  });

  test('is none in a bundle of evidence, wherever it lies', () => {
    const directory = place({ 'package.json': NAMES_IT, 'reports/x/manifest.json': '{}' }, OWN);
    expect(found(join(directory, 'reports', 'x'))).toEqual({});
  });
});

describe('what would be passed over is a problem', () => {
  test.each<[string, string, RegExp]>([
    [
      'iamspec is not installed',
      place({ 'package.json': NAMES_IT }),
      /not installed there: npm install$/,
    ],
    [
      'it is another copy',
      place({ 'package.json': NAMES_IT }, OTHER),
      /has its own iamspec in .*other.*, but this one is .*own/,
    ],
    ['one stands in another copy', OTHER, /is an iamspec of its own, but this one is/],
    [
      'package.json cannot be read',
      place({ 'package.json': '{' }),
      /package\.json cannot be read: /,
    ],
    [
      'it looks like a bundle',
      place({ 'package.json': NAMES_IT, 'manifest.json': '{}' }, OWN),
      /makes it a bundle, of which nothing is loaded/,
    ],
    [
      'a control has no package.json',
      place({ 'controls/own.test.ts': "import { control } from 'iamspec';" }),
      /own\.test\.ts is of no policy repository: .* npm install --save-dev iamspec$/,
    ],
    [
      'a control lies below another repository',
      join(
        place({ 'package.json': NAMES_IT, 'web/controls/own.test.ts': "import 'iamspec';" }, OWN),
        'web',
      ),
      /web\/controls\/own\.test\.ts is of no policy repository: no package\.json beside it/,
    ],
    [
      'a plain test has none',
      place({ 'controls/own.test.mts': "import { credentialReport } from 'iamspec/jest';" }),
      /own\.test\.mts is of no policy repository/,
    ],
  ])('where %s', (_, directory, problem) => {
    expect(found(directory).problem).toMatch(problem);
  });
});
