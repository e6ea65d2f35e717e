import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { HOSTILE_NAMES } from '../../tools/testing/result';
import { textTable } from '../formats/text-table';
import { inert, visible, visibleLines } from './visible';

describe('visible', () => {
  test.each([
    ['an escape sequence', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['a C1 control, which some terminals obey', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
    ['a line end', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['a separator of lines', 'a\u2028b', 'a\\u{2028}b'],
    ['a reversal of the order of reading', 'a\u202eb\u2066', 'a\\u{202e}b\\u{2066}'],
    ['what has no width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['a space that is none', 'a\u00a0b', 'a\\u{a0}b'],
    ['a tag, which is drawn as nothing', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a character', 'a\ud800b', 'a\\u{d800}b'],
    ['a letter that is drawn as nothing', 'a\u3164b', 'a\\u{3164}b'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('leaves what can be seen', () => {
    expect(visible('alice / access key 1, Zoë, 日本, =a|b<c>')).toBe(
      'alice / access key 1, Zoë, 日本, =a|b<c>',
    );
  });

  test('leaves nothing that cannot be seen, and is done after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

describe('textTable', () => {
  const rows = [
    ['alice', 'yes', '-'],
    ['a-user-with-a-long-name', '-', 'x'],
  ];

  test('lines the cells up, without lines around them', () => {
    expect(`\n${textTable(['user', 'MFA', 'key'], rows, { colors: false })}`).toBe(`
user                     MFA  key
alice                    yes  -
a-user-with-a-long-name  -    x`);
  });

  test('breaks the widest cells where the terminal is narrow, and loses no character', () => {
    const text = textTable(['user', 'MFA', 'key'], rows, { colors: false, width: 22 });
    expect(`\n${text}`).toBe(`
user          MFA  key
alice         yes  -
a-user-with-  -    x
a-long-name`);
  });

  test('breaks between words where it can', () => {
    const words = [['alice', 'access key 1 (s3, us-east-1)']];
    const text = textTable(['user', 'with'], words, { colors: false, width: 22 });
    expect(`\n${text}`).toBe(`
user   with
alice  access key 1
       (s3, us-east-1)`);
  });

  test('keeps headings and dates whole, however narrow the terminal', () => {
    const dates = [['alice-in-wonderland', '2025-06-30']];
    const text = textTable(['user', 'last activity'], dates, { colors: false, width: 1 });
    expect(`\n${text}`).toBe(`
user        last activity
alice-in-   2025-06-30
wonderland`);
  });

  test('with colours says the same', () => {
    const colored = textTable(['user', 'MFA', 'key'], rows, { colors: true });
    expect(colored).toContain('\u001b[2m');
    expect(stripVTControlCharacters(colored)).toBe(
      textTable(['user', 'MFA', 'key'], rows, { colors: false }),
    );
  });

  test.each(HOSTILE_NAMES)('keeps %j in one line', (name) => {
    const text = textTable(['user', 'MFA'], [[name, 'yes']], { colors: false });
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain(visible(name));
  });
});

describe('inert', () => {
  test.each([
    ['::error::x', '\\u003a:error::x'],
    ['a\n \t ::stop-commands::x', 'a\n \\u0009 \\u003a:stop-commands::x'],
    ['a\r::error::x', 'a\\u000d\\u003a:error::x'],
    ['\u001b[31m ::error::x', '\\u001b[31m \\u003a:error::x'],
    ['a ##[add-mask]x', 'a \\u0023#[add-mask]x'],
    ['###vso[x]', '#\\u0023#vso[x]'],
    ['##vso[task.setvariable variable=a]b', '\\u0023#vso[task.setvariable variable=a]b'],
    ["##teamcity[buildStop comment='']", "\\u0023#teamcity[buildStop comment='']"],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['a\u202eb\u200b\u{e0041}\ud800', 'a\\u202eb\\u200b\\udb40\\udc41\\ud800'],
    ['a::b, # c, ## d, arn:aws:iam::1:user/x', 'a::b, # c, ## d, arn:aws:iam::1:user/x'],
  ])('%j', (text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  test('keeps the colours of ours where it is told so, and no others', () => {
    const [red, bold, hidden] = ['\u001b[31m', '\u001b[1m', '\u001b[8m'];
    expect(inert(`${red}a${bold}`, 'colors')).toBe(`${red}a${bold}`);
    expect(inert(`${red} ::error::${hidden}\u001b[2J`, 'colors')).toBe(
      `${red} \\u003a:error::\\u001b[8m\\u001b[2J`,
    );
  });

  test('keeps what the display of Jest does, but no command of a system, and no title', () => {
    expect(inert('\r\u001b[K\u001b[1A\u001bc\u001b[?25l', 'display')).toBe(
      '\r\u001b[K\u001b[1A\u001bc\u001b[?25l',
    );
    expect(inert('\r::error::\u001b]0;x\u0007', 'display')).toBe(
      '\r\\u003a:error::\\u001b]0;x\\u0007',
    );
  });

  // Whatever is looked for at each of many spaces again would not end within the time of a test.
  test.each([' ', ':', '#', '1;', '##a', ' ::'])('is linear in many %j', (piece) => {
    const text = piece.repeat(500_000);
    expect(inert(text).length).toBeGreaterThanOrEqual(text.length);
  });

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom('::', '##', '##vso[', '[', '\n', ' ', '\t', '\r', '\\', '"', '#'),
      fc.constantFrom('\u001b[31m', '\u001b]0;x\u0007', '\u009b2J', '\u2028', '\u0085', '\u3000'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  );

  test('leaves nothing that is obeyed or unseen, and is done after once', () => {
    fc.assert(
      fc.property(hostile, (pieces) => {
        const shown = inert(pieces.join(''));
        expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
        expect(shown).not.toMatch(/^\s*::|##\w*\[/m);
        expect(inert(shown)).toBe(shown);
      }),
    );
  });

  test('leaves JSON the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile.map(String), hostile), (value) => {
        expect(JSON.parse(inert(JSON.stringify(value, null, 2)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});

test('visibleLines keeps the lines, and sets all but the first in', () => {
  expect(visibleLines('a\u001b[2J\nb\r\nc')).toBe('a\\u{1b}[2J\n  b\\u{d}\n  c');
});
