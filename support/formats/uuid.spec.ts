import { uuidOf } from './uuid';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('uuidOf', () => {
  test('is the version 5 of RFC 9562, appendix A.4', () => {
    expect(uuidOf(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  test('tells names and namespaces apart, whatever is in them', () => {
    const names = ['', 'a', 'A', 'ä', '🔑', 'a\u0000'];
    const made = names.flatMap((name) => [uuidOf(DNS, name), uuidOf(uuidOf(DNS, 'another'), name)]);
    expect(new Set(made).size).toBe(12);
    for (const uuid of made) {
      expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
  });
});
