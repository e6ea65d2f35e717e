import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeFinder } from './place-finder';
import { PACKAGE_DIR } from './policy-places';

const root = mkdtempSync(join(tmpdir(), 'iamspec-place-'));
afterAll(() => rmSync(root, { recursive: true }));

function write(name: string, lines: readonly string[]): string {
  const path = join(root, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const TYPESCRIPT = write('house.ts', [
  "// 'root-mfa': {} was here once.",
  "const rotation = { 'access-key-rotation': { maxAgeDays: 30 } };",
  'export default profile({',
  '  requirements: {',
  '    a: { ...rotation, "old-user-mfa": {} },',
  '    b: { \'root-mfa\': {}, "user-mfa": {} },',
  "    c: { 'root-mfa': {} },",
  '  },',
  '});',
]);
const YAML = write('house.yaml', [
  'requirements:',
  '  # root-mfa: {}',
  '  a:',
  '    access-key-rotation: { maxAgeDays: 30 }',
  '    root-mfa : {}',
]);

test.each<[string, string, string, number]>([
  ['a limit in a constant', TYPESCRIPT, 'access-key-rotation', 2],
  ['the first of two, no comment', TYPESCRIPT, 'root-mfa', 6],
  ['no other id that ends alike', TYPESCRIPT, 'user-mfa', 6],
  ['a control that no line names', TYPESCRIPT, 'user-known', 1],
  ['YAML', YAML, 'access-key-rotation', 4],
  ['YAML with a space and a comment', YAML, 'root-mfa', 5],
])('the place of %s', (_, path, id, line) => {
  expect(placeFinder([path])(id)).toEqual({ path, line });
});

test('is in the first file that names the control, else in the first', () => {
  const above = write('above.ts', ["a: { 'user-known': {} }"]);
  const find = placeFinder([above, TYPESCRIPT]);
  expect(find('user-known')?.path).toBe(above);
  expect(find('root-mfa')).toEqual({ path: TYPESCRIPT, line: 6 });
  expect(find('unknown')).toEqual({ path: above, line: 1 });
});

test('is named as evidence names files', () => {
  const file = join(PACKAGE_DIR, 'profiles', 'cis-aws-5.0.ts');
  expect(placeFinder([file])('root-mfa')?.path).toBe('profiles/cis-aws-5.0.ts');
});

test('no file, no place', () => {
  expect(placeFinder([])('root-mfa')).toBeUndefined();
});
