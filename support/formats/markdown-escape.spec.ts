import * as fc from 'fast-check';
import { HOSTILE_NAMES } from '../../tools/testing/result';
import { visible } from '../result/visible';
import { markdownCode, markdownEscape, markdownTable } from './markdown-escape';

/** What a reader sees: entities as characters, without the comments. */
function shown(markdown: string): string {
  return markdown
    .replaceAll('<!-- -->', '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** What is left for Markdown, and for what GitHub looks for in its text: `·` is no longer there. */
function source(markdown: string): string {
  return markdown.replace(/&#\d+;|<!-- -->/g, '·').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '·');
}

const SPECIAL =
  /[\\`*_{}[\]<>|^@#!%~$&\n\r]|:(?!\s)|www\.|gh-\d|^[ \t]*[+=-][ \t+=-]|^ {4}|^\d+[.)]/i;

// Between them they hold the beginnings of all that GitHub Flavored Markdown knows.
const markdownish = fc
  .array(
    fc.constantFrom(
      ...HOSTILE_NAMES,
      ...['`', '``', '|', '\\', '**', '_', '~~', '\n', '- ', '1. ', '    ', '***', '---', '> '],
      ...[
        '<!--',
        '-->',
        '&amp;',
        '[^1]: x',
        '$',
        '{+',
        '#1',
        'o/r#1',
        'GH-1',
        ':smile:',
        '![a](b)',
      ],
      ...['www.e.com', 'https://e.com', 'mailto:a@b.cc', 'deadbeef01', 'a', '日', ' '],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('markdownEscape', () => {
  test.each([
    ['a tag', '<img src=x>', '&#60;img src=x&#62;'],
    ['the end of a cell', 'a|b\\|c', 'a&#124;b&#92;&#124;c'],
    ['code', '`id`', '&#96;id&#96;'],
    ['a link', '[x](y)', '&#91;x&#93;(y)'],
    ['an entity', '&lt;', '&#38;<!-- -->lt;'],
    ['a list', '- x', '&#45; x'],
    ['a numbered list', '1. x', '1&#46; x'],
    ['indented code', '    x', '&#32;   x'],
    ['a line end', 'a\n# b', 'a&#92;u&#123;a&#125;&#35;<!-- --> b'],
  ])('writes %s by entities, which have no meaning in Markdown', (_, text, escaped) => {
    expect(markdownEscape(text)).toBe(escaped);
  });

  test.each([
    ['a mention', '@octocat', '&#64;<!-- -->octocat'],
    ['an address', 'x@y.cc', 'x&#64;<!-- -->y.cc'],
    ['an issue', 'o/r#1 GH-2', 'o/r&#35;<!-- -->1 GH-<!-- -->2'],
    ['a URL', 'https://e.com www.e.com', 'https&#58;<!-- -->//e.com www<!-- -->.e.com'],
    ['an emoji', ':+1: yes', '&#58;<!-- -->+1: yes'],
    ['a commit', 'deadbeef01', 'dead<!-- -->beef01'],
  ])('cuts %s in two, since GitHub looks for it behind Markdown', (_, text, escaped) => {
    expect(markdownEscape(text)).toBe(escaped);
  });

  test('leaves sentences readable', () => {
    const text =
      "alice's access key 1 was last used on 2025-06-30T12:00:00Z (s3, us-east-1); 90 days.";
    expect(markdownEscape(text)).toBe(text);
  });

  test.each(HOSTILE_NAMES)('%j shows as it is, and does nothing', (name) => {
    expect(shown(markdownEscape(name))).toBe(visible(name));
    expect(source(markdownEscape(name))).not.toMatch(SPECIAL);
  });

  test('so does any text', () => {
    fc.assert(
      fc.property(fc.oneof(markdownish, fc.string({ unit: 'binary' })), (text) => {
        expect(shown(markdownEscape(text))).toBe(visible(text));
        expect(source(markdownEscape(text))).not.toMatch(SPECIAL);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a name as code cannot end the code', () => {
  expect(markdownCode('</code>`')).toBe('<code>&#60;/code&#62;&#96;</code>');
});

test('a table has a line for each row, whatever the names in it', () => {
  const rows = HOSTILE_NAMES.map((name) => [markdownCode(name), 'yes']);
  const lines = markdownTable(['user', 'MFA'], rows).split('\n');
  expect(lines.slice(0, 2)).toEqual(['| user | MFA |', '| --- | --- |']);
  expect(lines).toHaveLength(HOSTILE_NAMES.length + 2);
  for (const line of lines) expect(line.split('|')).toHaveLength(4);
});
