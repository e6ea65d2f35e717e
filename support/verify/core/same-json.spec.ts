import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { isSameJson } from './same-json';

const parsed = fc.json().map((text): unknown => JSON.parse(text));

test('says of any two values of JSON what Node says', () => {
  fc.assert(
    fc.property(parsed, parsed, (one, other) => {
      expect(isSameJson(one, other)).toBe(isDeepStrictEqual(one, other));
      expect(isSameJson(one, structuredClone(one))).toBe(true);
    }),
  );
});

test.each([
  ['the order of keys does not count', '{"a":1,"b":2}', '{"b":2,"a":1}', true],
  ['the order of items counts', '[1,2]', '[2,1]', false],
  ['a key more', '{"a":1}', '{"a":1,"b":null}', false],
  ['a list and an object', '[]', '{}', false],
  ['null and an object', 'null', '{}', false],
  ['a prototype', '{"__proto__":{"a":1}}', '{"a":1}', false],
  ['the same prototype', '{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}', true],
  ['a key of every object', '{"toString":1}', '{"valueOf":1}', false],
])('%s', (_what, one, other, expected) => {
  expect(isSameJson(JSON.parse(one), JSON.parse(other))).toBe(expected);
});
