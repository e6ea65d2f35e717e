import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isSameText } from './same-text';

const hashOf = (...pieces: readonly string[]) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

test('says what the hashes of both say', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.string({ unit: 'grapheme' }),
      (pieces, text) => {
        expect(isSameText(pieces, text)).toBe(hashOf(...pieces) === hashOf(text));
        expect(isSameText(pieces, pieces.join(''))).toBe(true);
        expect(isSameText(pieces.join(''), pieces.join(''))).toBe(true);
      },
    ),
  );
});

const long = 'x'.repeat(1 << 17);

test.each([
  ['the same in long pieces', [long, long], long + long, true],
  ['a character more', [long, 'y'], long, false],
  ['a character less', [long], `${long}y`, false],
  ['another character at the end of many', [long, long, 'z'], `${long}${long}y`, false],
  ['a pair across two pieces', [`${long}\ud83d`, '\ude00'], `${long}\u{1f600}`, true],
  ['half of a pair, which UTF-8 cannot hold', ['a\ud83d'], 'a\ufffd', true],
  ['nothing', [], '', true],
])('%s', (_what, pieces, text, expected) => {
  expect(isSameText(pieces, text)).toBe(expected);
});
