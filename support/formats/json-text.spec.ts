import { assert, double, jsonValue, oneof, property, string } from 'fast-check';
import { json, jsonArray, members } from './json-text';

test('json writes what JSON.stringify does, and null for undefined', () => {
  const values = oneof(string({ unit: 'binary' }), double(), jsonValue());
  assert(property(values, (value) => expect(json(value)).toBe(JSON.stringify(value))));
  expect(json(undefined)).toBe('null');
  expect(json('lone \ud800 "quote" \\ \u007f é')).toBe(
    JSON.stringify('lone \ud800 "quote" \\ \u007f é'),
  );
});

test('members are those of the object, without the undefined ones', () => {
  expect(`{${members({ a: 1, b: undefined, c: { d: '}' } })}}`).toBe('{"a":1,"c":{"d":"}"}}');
});

test.each([[[]], [['1']], [['1', '"two"', '{}']]])('an array of %j', (items) => {
  expect(JSON.parse([...jsonArray(items)].join(''))).toEqual(items.map((each) => JSON.parse(each)));
});
