import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import { type AuditResult, controlKey, failureKey } from '../result';
import { writeBundle } from './bundle';
import { readReference } from './reference';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const alice = verdict('alice', 'failed', 'alice fails.', { measured: 100.5 });
const bundle = (overrides: Partial<AuditResult> = {}) =>
  writeBundle(
    root,
    auditResult({ results: [controlResult('key-age', 'high', [alice])], ...overrides }),
  );

test('a reference is a bundle, whole and as it was written', () => {
  const directory = bundle();
  const reference = readReference(directory);
  expect(reference).toMatchObject({ isReference: true, account: '111122223333', between: [] });
  expect([...reference.failures]).toEqual([
    [failureKey(controlKey('house', 'key-age'), alice), '100.5'],
  ]);
  expect(readReference(`${directory}/`)).toEqual(reference);
});

const path = () => join(root, 'reference');
test.each<[string, () => string, RegExp]>([
  ['is not there', path, /reference is no evidence bundle: .*(?:not there|ENOENT)/],
  [
    'is a file',
    () => {
      writeFileSync(path(), '');
      return path();
    },
    /no evidence bundle: .*ENOTDIR/,
  ],
  ['is no bundle', () => root, /it has no manifest\.json/],
  [
    'was changed',
    () => {
      const directory = bundle();
      appendFileSync(join(directory, 'verdicts.ndjson.gz'), 'x');
      return directory;
    },
    /verdicts\.ndjson\.gz was changed: its SHA-256/,
  ],
  [
    'has a file too many',
    () => {
      const directory = bundle();
      writeFileSync(join(directory, 'more.txt'), '');
      return directory;
    },
    /more\.txt is not named/,
  ],
  ['read no report', () => bundle({ audited: undefined, exitCode: 2 }), /could read no report/],
  [
    'could not check',
    () => bundle({ exitCode: 2, problems: ['it stopped.'] }),
    /the run could not check everything\. it stopped\./,
  ],
  [
    'is partial',
    () => bundle({ results: [controlResult('key-age', 'high', [alice], { notRun: 3 })] }),
    /a filter left 3 verdicts out of the run/,
  ],
])('one that %s is refused, and says why', (_, make, why) => {
  const directory = make();
  expect(() => readReference(directory)).toThrow(why);
  expect(() => readReference(directory)).toThrow(
    `IAMSPEC_SINCE is ${JSON.stringify(directory)}, with which nothing can be compared: `,
  );
});

test.each(['latest', 'last-run', 'latest/', 'latest/.', 'baseline'])(
  'the link %s is refused, since it can move by itself, and what it leads to is not proposed',
  (name) => {
    const target = bundle();
    const link = name.replace(/\/.*/, '');
    symlinkSync(target.slice(root.length + 1), join(root, link));
    expect(() => readReference(`${root}/${name}`)).toThrow(
      /it is a link, which can move by itself/,
    );
    expect(() => readReference(join(root, link))).toThrow(/whose failures were accepted/);
    expect(() => readReference(join(root, link))).not.toThrow(target);
  },
);
