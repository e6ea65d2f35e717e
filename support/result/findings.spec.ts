import { assert, integer, property, string } from 'fast-check';
import { auditResult, controlResult } from '../../tools/testing/result';
import { evidenceHeader } from './evidence-results';
import { cut, idPrefix, subjectHashes } from './findings';

describe('cut', () => {
  test('keeps what is short enough, as it is', () => {
    expect(cut('five!', 5)).toBe('five!');
  });

  test('ends in an ellipsis, never in half a character', () => {
    expect(cut('sixsix', 5)).toBe('sixs…');
    expect(cut('abc🔑🔑', 5)).toBe('abc…');
    expect(cut('abc🔑🔑', 6)).toBe('abc🔑…');
  });

  test.each(['', ' ', '\n\t'])('is never blank: %j', (text) => expect(cut(text, 5)).toBe('-'));

  test('is well-formed and short whatever the text is', () => {
    assert(
      property(string({ unit: 'binary' }), integer({ min: 2, max: 20 }), (text, most) => {
        const short = cut(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the id of a finding', () => {
  const header = evidenceHeader(auditResult());

  test('tells subjects apart that UTF-8 cannot', () => {
    const hashOf = subjectHashes();
    expect(hashOf(JSON.stringify('\ud800'))).not.toBe(hashOf(JSON.stringify('\ud801')));
    expect(hashOf('"alice"')).toBe(subjectHashes()('"alice"'));
  });

  test('is short enough with the longest of names', () => {
    const long = 'x'.repeat(600);
    const prefix = idPrefix(header, controlResult(long, 'low', [], { profile: long }));
    expect(`${prefix}${subjectHashes()('"alice"')}`).toHaveLength(512);
  });
});
