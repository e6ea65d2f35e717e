import { assert, oneof, property, string, stringMatching } from 'fast-check';
import { guardCell, unguardCell } from './csv-cell';

// A program may split at any of these, in spite of quotes, and ignore what is not seen.
const SPLIT = /[,;|\t\r\n]/;
const isFormula = (cell: string) => /^[\s\p{C}"]*[=+\-@＝＋－＠]/u.test(cell);

describe('guardCell', () => {
  const risky = stringMatching(/^[=+\-@'",;|\t\r\n \u200fa1.]*$/);
  const texts = oneof(risky, stringMatching(/^['1,;-]*$/), string({ unit: 'binary' }));
  const often = { numRuns: 2000 };

  test('leaves no formula at any start of a cell', () => {
    assert(
      property(texts, (text) => {
        expect(guardCell(text).split(SPLIT).filter(isFormula)).toEqual([]);
      }),
      often,
    );
  });

  // The rule as regular expressions say it; they look back over the same spaces again and again.
  const START = String.raw`(?<=(?:^|[,;|\t\r\n])[\s\p{C}"']*)`;
  const FORMULA = String.raw`[=+\-@\t\r\n＝＋－＠]`;
  const numbered = (text: string) => (/^'*\d[\d.,:/ eE+-]*$/.test(text) ? `'${text}` : text);

  test('guards each of them, and nothing else', () => {
    const unguarded = new RegExp(`${START}${FORMULA}`, 'gu');
    assert(
      property(texts, (text) =>
        expect(guardCell(text)).toBe(numbered(text.replace(unguarded, "'$&"))),
      ),
      often,
    );
  });

  test('unguardCell takes those guards away, and nothing else', () => {
    const guarded = new RegExp(`${START}'(?=${FORMULA})`, 'gu');
    const cells = texts.filter((text) => !/^'+\d/.test(text));
    assert(
      property(cells, (cell) => expect(unguardCell(cell)).toBe(cell.replace(guarded, ''))),
      often,
    );
  });

  test('is undone by unguardCell', () => {
    assert(
      property(texts, (text) => expect(unguardCell(guardCell(text))).toBe(text)),
      often,
    );
  });

  test('leaves ordinary texts alone', () => {
    const text =
      'alice / access key 1 was last used on 2025-04-12T12:00:00Z, 79 days ago; the end.';
    expect(guardCell(text)).toBe(text);
  });
});
