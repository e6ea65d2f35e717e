import { array, assert, constantFrom, property } from 'fast-check';
import { withoutStop } from './without-stop';

test.each([
  ['no credentials', 'no credentials'],
  ['no credentials. ', 'no credentials'],
  ['see reports/. \n...', 'see reports/'],
  ['1.4', '1.4'],
  [' . ', ''],
])('%j ends as %j', (text, expected) => {
  expect(withoutStop(text)).toBe(expected);
});

test('whatever a text is, what a regular expression would take from its end is gone', () => {
  const texts = array(constantFrom('a', '.', ' ', '\n', '\u2028', '\ufeff')).map((list) =>
    list.join(''),
  );
  assert(
    property(texts, (text) => {
      expect(withoutStop(text)).toBe(text.replace(/[.\s]*$/, ''));
    }),
  );
});
