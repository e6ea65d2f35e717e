import fc from 'fast-check';
import { parseStrictJson } from './strict-json';

describe('strict JSON', () => {
  test('is what JSON.parse makes of it, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
          expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        }
      }),
    );
  });

  test.each([
    ['a key twice', '{"a": 1, "a": 1}', /the key "a" stands twice/],
    ['a key twice in an inner object', '[{"b": {"a": 1, "c": 2, "a": 3}}]', /the key "a"/],
    ['a key in two spellings', '{"a": 1, "\\u0061": 2}', /stands twice/],
    ['a prototype twice', '{"__proto__": 1, "__proto__": 2}', /stands twice/],
    ['NaN', '{"a": NaN}', /JSON/],
    ['nothing', '', /JSON/],
    ['nesting that is too deep', `${'['.repeat(33)}${']'.repeat(33)}`, /nested over 32 levels/],
  ])('is not what holds %s', (_, text, expected) => {
    expect(() => parseStrictJson(text)).toThrow(expected);
  });

  test.each([
    ['the same key in two objects', '[{"a": 1}, {"a": 2}, {"b": {"a": 3}, "a": 4}]'],
    ['keys and colons within texts', String.raw`{"a": "\"a\": 1, \"a\": {", "b": "[{\\"}`],
    ['a very long text of escapes', JSON.stringify({ a: '\\"'.repeat(4e6) })],
    ['nesting of exactly 32 levels', `${'['.repeat(32)}${']'.repeat(32)}`],
  ])('may hold %s', (_, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });
});
