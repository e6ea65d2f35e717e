import { assert, double, jsonValue, oneof, property, string } from 'fast-check';
import { json, jsonText } from './json-text';

test('json writes what JSON.stringify does, and null for undefined', () => {
  const values = oneof(string({ unit: 'binary' }), double(), jsonValue());
  assert(property(values, (value) => expect(json(value)).toBe(JSON.stringify(value))));
  expect(json(undefined)).toBe('null');
  expect(json('lone \ud800 "quote" \\ \u007f é')).toBe(
    JSON.stringify('lone \ud800 "quote" \\ \u007f é'),
  );
});

test.each<[string, () => Generator<object>]>([
  ['none', function* () {}],
  ['two items', () => listOf({ a: 1 }, ['b'])],
])('a generator is a list, of %s', (_, items) => {
  expect(JSON.parse([...jsonText(items())].join(''))).toEqual([...items()]);
});

test('a generator may be a member, at any depth of generators', () => {
  const written = jsonText({
    before: [1, { b: undefined }],
    left: undefined,
    list: listOf({ deep: listOf({ c: '}' }), after: null }, { d: 1 }),
    after: '"',
  });
  const text = [...written].join('');
  expect(JSON.parse(text)).toEqual({
    before: [1, {}],
    list: [{ deep: [{ c: '}' }], after: null }, { d: 1 }],
    after: '"',
  });
  expect(text).toMatch(/^{"before":.*}\n$/s);
});

test('an item is made when it is written', () => {
  const made: number[] = [];
  function* items() {
    for (let n = 0; n < 10; n++) {
      made.push(n);
      yield { n };
    }
  }
  const pieces = jsonText(items());
  while (!pieces.next().value?.includes('"n":0'));
  expect(made).toEqual([0]);
});

function* listOf(...items: readonly object[]): Generator<object> {
  yield* items;
}
