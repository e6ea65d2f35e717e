import { createHash } from 'node:crypto';
import type { PolicyFile } from '.';
import { policyText } from './policy-text';

const file = (kind: PolicyFile['kind'], path: string, digit: string): PolicyFile => ({
  kind,
  path,
  sha256: digit.repeat(64),
});

test('every file shows with its hash, and controls together as sha256sum would have them', () => {
  const together = createHash('sha256')
    .update(`${'c'.repeat(64)}  controls/a.test.ts\n${'b'.repeat(64)}  controls/b.test.ts\n`)
    .digest('hex');
  expect(
    policyText([
      file('profile', 'profiles/baseline.ts', 'a'),
      file('waivers', '/home/me/waivers.yaml', 'd'),
      file('control', 'controls/b.test.ts', 'b'),
      file('control', 'controls/a.test.ts', 'c'),
      file('test', 'controls/own.test.ts', 'e'),
    ]),
  ).toEqual([
    `profiles/baseline.ts  SHA-256 ${'a'.repeat(64)}`,
    `/home/me/waivers.yaml  SHA-256 ${'d'.repeat(64)}`,
    `controls/own.test.ts  SHA-256 ${'e'.repeat(64)}`,
    `2 files of controls  SHA-256 ${together}`,
  ]);
});

test('a policy that could not be read has no files, and says nothing', () => {
  expect(policyText([])).toEqual([]);
});
