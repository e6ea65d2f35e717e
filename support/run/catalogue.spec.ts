import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../control';
import { plainId, readCatalogue } from './catalogue';
import { POLICY_DIR } from './policy-places';

const root = mkdtempSync(join(tmpdir(), 'iamspec-catalogue-'));
afterAll(() => rmSync(root, { recursive: true }));

let directories = 0;

/** A directory of its own for each, since Node loads a module once. */
function catalogueOf(files: Readonly<Record<string, string>>) {
  const directory = join(root, `controls-${directories++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const { entries, plainTests } = readCatalogue(directory);
  return {
    entries: entries.map(({ id, control, problem = 'none' }) => [id, control?.id, problem]),
    plainTests: plainTests.map((file) => file.slice(directory.length + 1)),
  };
}

const declaring = (...ids: readonly string[]) =>
  `const { control } = require('iamspec');\n${ids
    .map(
      (id) =>
        `control({ id: '${id}', title: 'T', severity: 'low', nist: [], rationale: '-', remediation: '-',
  subjects: () => [], check: () => undefined });`,
    )
    .join('\n')}`;

test('finds every control of iamspec, each without a problem', () => {
  const { entries, plainTests } = readCatalogue(join(POLICY_DIR, 'controls'));
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  expect(plainTests).toEqual([]);
});

test('a file that declares a control is an entry; any other test is a plain one', () => {
  const found = catalogueOf({
    'key-age.test.ts': declaring('key-age'),
    'team/own-rule.test.ts': "test('two', () => {});",
    'team/module.test.mts': '',
    'team/script.test.js': '',
    'key-age.samples.ts': '',
    'README.md': '',
  });
  expect(found.entries).toEqual([['key-age', 'key-age', 'none']]);
  expect(found.plainTests).toEqual([
    'team/module.test.mts',
    'team/own-rule.test.ts',
    'team/script.test.js',
  ]);
});

describe('an entry has a problem', () => {
  test.each<[string, string, RegExp]>([
    [
      'where it declares another id than its name',
      declaring('key-aeg'),
      /must declare exactly one control, "key-age"; it declares: key-aeg$/,
    ],
    ['where it declares two', declaring('key-age', 'other'), /it declares: key-age, other$/],
    ['where it declares none', `${declaring()}\n// control()`, /it declares: none$/],
    [
      'where it cannot be loaded',
      `${declaring('key-age')}\nthrow new Error('one\\ntwo');`,
      /key-age\.test\.ts cannot be loaded: Error: one two$/,
    ],
  ])('%s', (_, source, problem) => {
    expect(catalogueOf({ 'key-age.test.ts': source }).entries).toEqual([
      ['key-age', undefined, expect.stringMatching(problem)],
    ]);
  });

  test('where two files have one name: neither is believed', () => {
    const { entries } = catalogueOf({
      'a/key-age.test.ts': declaring('key-age'),
      'b/key-age.test.ts': declaring('key-age'),
    });
    const why = expect.stringMatching(/^several files are called so: .*a.key-age.*, .*b.key-age/);
    expect(entries).toEqual([
      ['key-age', undefined, why],
      ['key-age', undefined, why],
    ]);
  });
});

test.each(['own.spec.ts', 'own.tests.ts', 'own.test.tsx', '__tests__/own.ts'])(
  'refuses %s, which would not be run',
  (name) => {
    const read = () => catalogueOf({ [name]: '' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
      /which would not be run\. Tests end in \.test\.ts, \.test\.mts or \.test\.js\.$/,
    );
  },
);

test('refuses a control in a file that is called as no test', () => {
  const read = () => catalogueOf({ 'key-age.ts': declaring('key-age'), 'helper.ts': '' });
  expect(read).toThrow(/holds key-age\.ts, which would not be run\./);
  expect(catalogueOf({ 'helper.ts': 'export const control = () => 1;' }).entries).toEqual([]);
});

test('a plain test is called by its path below controls/', () => {
  expect(plainId(join(POLICY_DIR, 'controls', 'team', 'own.test.ts'))).toBe('team/own');
  expect(plainId(join(root, 'own.test.ts'))).toBe('own');
});
