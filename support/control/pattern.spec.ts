import { array, assert, constantFrom, property, string } from 'fast-check';
import { matchesPattern } from './pattern';

const letters = constantFrom('a', 'b', '*', '\n', '.', '\ud83d');
const patterns = array(letters, { maxLength: 8 }).map((list) => list.join(''));
const texts = array(letters, { maxLength: 10 }).map((list) => list.join(''));

/** What a pattern means, as a regular expression says it. */
function meaning(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

test.each([
  ['alice', 'alice', true],
  ['alice', 'Alice', false],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['alice / *', 'alice / access key 1', true],
  ['alice / *', 'alice2 / access key 1', false],
  ['ab*ba', 'aba', false],
  ['ab*ba', 'abba', true],
  ['*key*1', 'alice / access key 1', true],
  ['a.c', 'abc', false],
  ['a*c', 'a\nc', true],
])('%j means %j: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test('any pattern means of any text what its regular expression would', () => {
  assert(
    property(patterns, texts, (pattern, text) => {
      expect(matchesPattern(pattern, text)).toBe(meaning(pattern).test(text));
    }),
    { numRuns: 20_000 },
  );
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(matchesPattern(text.replaceAll('*', '-'), text)).toBe(!text.includes('*'));
      expect(matchesPattern(`*${text}*`, `x${text}y`)).toBe(true);
    }),
  );
});
