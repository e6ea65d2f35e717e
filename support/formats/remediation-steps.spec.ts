import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { HOSTILE_NAMES } from '../../tools/testing/result';
import { shellQuote } from './remediation-steps';

/** What a shell makes of words. */
function words(list: readonly string[], shell = 'sh'): readonly string[] {
  const script = `printf '%s\\0' ${list.map(shellQuote).join(' ')}`;
  const { stdout } = spawnSync(shell, ['-c', script], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

describe('shellQuote', () => {
  test.each([
    ['alice', "'alice'"],
    ["it's", "'it'\\''s'"],
    ['', "''"],
  ])('%j is %s', (text, quoted) => {
    expect(shellQuote(text)).toBe(quoted);
  });

  test('a shell reads hostile names as they are', () => {
    expect(words(HOSTILE_NAMES)).toEqual(HOSTILE_NAMES);
  });

  test('and any text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((each) => !each.includes('\0'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (list) => {
        expect(words(list)).toEqual(list);
      }),
    );
  });
});
