import { markup, nistControlId, oneLine, props, token } from './oscal-text';

test.each([
  ['alice', 'alice'],
  ['svc_build*', 'svc\\_build\\*'],
  ['<img src=x>', '\\<img src=x\\>'],
  ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
  ['{{ insert: param, x }}', '\\{\\{ insert: param, x \\}\\}'],
  ['back\\slash', 'back\\\\slash'],
  ['- item', '\\- item'],
  ['# heading', '\\# heading'],
  ['1. item', '1\\. item'],
  ['12) item', '12\\) item'],
  ['two\nlines', 'two\\\\u\\{a\\}lines'],
  ['&amp; `code` ~sub~ ^sup^', '\\&amp; \\`code\\` \\~sub\\~ \\^sup\\^'],
  ['', '\\-'],
])('markup %j: %j', (text, expected) => {
  expect(markup(text)).toBe(expected);
});

test.each([
  ['alice', 'alice'],
  [' alice ', 'alice'],
  ['', '-'],
  [' ', '-'],
  ['two\nlines', 'two\\u{a}lines'],
  ['\u2028', '\\u{2028}'],
  ['\ud800', '\\u{d800}'],
])('one line of %j: %j', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('a token is the text where it can be; others stay apart', () => {
  expect(['house_1.13', 'über-2', '_'].map(token)).toEqual(['house_1.13', 'über-2', '_']);
  const strange = ['1.13', 'a b', 'a/b', 'a:b', '', ' ', '\ud800', '-x'].map(token);
  expect(strange[0]).toMatch(/^_1\.13-[\da-f]{8}$/);
  expect(new Set(strange).size).toBe(8);
  for (const each of strange) expect(each).toMatch(/^[\p{L}_][\p{L}\p{N}.\-_]*$/u);
});

test.each([
  ['AC-2', 'ac-2'],
  ['AC-2(3)', 'ac-2.3'],
  ['AC-3(15)', 'ac-3.15'],
  ['1.13', undefined],
  ['AC-2(3)(a)', undefined],
  ['A.5.17', undefined],
])('the id of %s in the catalog of NIST: %s', (id, expected) => {
  expect(nistControlId(id)).toBe(expected);
});

test('props leave out what is not known', () => {
  const ns = 'https://github.com/iamspec/iamspec';
  expect(props({ a: 1.5, b: undefined, c: null, d: false })).toEqual([
    { name: 'a', ns, value: '1.5' },
    { name: 'd', ns, value: 'false' },
  ]);
});
