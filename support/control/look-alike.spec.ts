import fc from 'fast-check';
import { isVisible, looksLike } from './look-alike';

const NAME = 'cis-aws-5.0';

describe('a text that looks like another', () => {
  test.each([
    ['case', 'CIS-AWS-5.0'],
    ['a letter of Cyrillic', 'сis-aws-5.0'],
    ['a whole word of Cyrillic', 'сіѕ-аԝѕ-5.0'],
    ['a letter of Greek', 'cιs-αws-5.0'],
    ['a capital of Greek', 'CΙS-ΑWS-5.0'],
    ['an accent', 'cís-aws-5.0'],
    ['full width', 'ｃｉｓ-ａｗｓ-５.０'],
    ['mathematical letters', '𝐜𝐢𝐬-𝐚𝐰𝐬-5.0'],
    ['an l for an i, and an O for a 0', 'cls-aws-5.O'],
    ['another hyphen', 'cis‑aws–5.0'],
    ['a space', 'cis aws 5.0 '],
    ['nothing that shows', 'cis\u200b-aws\u00ad-5.0\ufeff\u2060\u3164\u{e0001}'],
  ])('by %s', (_, other) => {
    expect(looksLike(NAME, other)).toBe(true);
  });

  test.each(['cis-aws-5.1', 'cis-aws-4.0', 'house', 'cis-aws-5.0-house', ''])(
    '%j does not',
    (other) => {
      expect(looksLike(NAME, other)).toBe(false);
    },
  );

  test('whatever invisible characters stand between its letters', () => {
    const invisible = fc.constantFrom(
      '\u200b',
      '\u200d',
      '\u2062',
      '\ufe0f',
      '\u034f',
      '\u202e',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(invisible, { minLength: 1 }), fc.nat(NAME.length), (some, place) => {
        const other = NAME.slice(0, place) + some.join('') + NAME.slice(place);
        expect(looksLike(NAME, other)).toBe(true);
      }),
    );
  });
});

describe('a text that shows nothing', () => {
  test.each([
    '',
    ' ',
    '\t\n',
    '\u200b',
    '\u00a0\u2003',
    '\ufeff\u2060',
    '\u00ad',
    '\u3164\u115f',
    '\u2800',
    '\u202e\u{e0041}',
  ])('%j', (text) => expect(isVisible(text)).toBe(false));

  test.each(['.', 'a\u200b', '\u200bñ', '漢', '👍'])('%j shows something', (text) => {
    expect(isVisible(text)).toBe(true);
  });
});
