import fc from 'fast-check';
import { commandLines, hang, widthOf, wrap, wrapAnywhere, wrapName } from './wrap';

test.each([
  ['bob', 3],
  ['–›…', 3],
  ['日本', 4],
  ['\u001b[31mred\u001b[39m', 3],
  ['é', 1],
  ['👩‍💻', 2],
])('%j takes %d columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

describe('wrap', () => {
  test('breaks between words, on the very column', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('one two three', 6)).toEqual(['one', 'two', 'three']);
    expect(wrap('one two three', 13)).toEqual(['one two three']);
  });

  test('leaves a longer word whole, so that it can be copied', () => {
    expect(wrap('see arn:aws:iam::1:user/x now', 8)).toEqual([
      'see',
      'arn:aws:iam::1:user/x',
      'now',
    ]);
  });

  test('counts columns, not letters', () => {
    expect(wrap('日本 語', 6)).toEqual(['日本', '語']);
  });

  test('loses no word, and makes no line longer than it must be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^\w{1,12}$/), { minLength: 1 }),
        fc.nat(40),
        (words, width) => {
          const lines = wrap(words.join(' '), width);
          expect(lines.join(' ').split(' ')).toEqual(words);
          for (const line of lines) {
            expect(line.length <= width || !line.includes(' ')).toBe(true);
          }
        },
      ),
    );
  });
});

test('wrapAnywhere breaks a longer word where the line ends', () => {
  expect(wrapAnywhere('a longest b', 4)).toEqual(['a', 'long', 'est', 'b']);
});

test('wrapName breaks a name after its hyphens', () => {
  expect(wrapName('access-key-last-used', 11)).toEqual(['access-key-', 'last-used']);
  expect(wrapName('access-key (plain test)', 12)).toEqual(['access-key', '(plain test)']);
});

test('hang sets further lines in under the first', () => {
  expect(hang('Note  ', 'one two three', 12)).toBe('Note  one\n      two\n      three');
});

describe('commandLines', () => {
  const command = 'aws iam delete-access-key --user-name bob --access-key-id AKIA';

  test('leaves a command whole that fits', () => {
    expect(commandLines(command, command.length + 2)).toEqual([command]);
  });

  test('breaks a longer one before an option, so that a shell reads it as one', () => {
    expect(commandLines(command, 50)).toEqual([
      'aws iam delete-access-key --user-name bob \\',
      '  --access-key-id AKIA',
    ]);
    expect(
      commandLines(command, 10)
        .join('\n')
        .replaceAll(/ \\\n +/g, ' '),
    ).toBe(command);
  });
});
