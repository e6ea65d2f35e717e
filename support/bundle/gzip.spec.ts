import { gunzipSync, gzipSync } from 'node:zlib';
import { gzipped, unzipped } from './gzip';

const LINES = Array.from(
  { length: 40_000 },
  (_, at) => `line ${at}: ångström 🔑, of no use to anybody\n`,
);

test('a text of several members is read back whole, here and by zlib', () => {
  const zipped = Buffer.concat([...gzipped(LINES)]);
  expect(zipped.toString('latin1').split('\x1f\x8b\x08').length).toBeGreaterThan(2);
  expect(unzipped(zipped).toString()).toBe(LINES.join(''));
  expect(gunzipSync(zipped).toString()).toBe(LINES.join(''));
});

describe('refuses what other readers would read further', () => {
  const zipped = gzipSync('the truth\n');

  test.each([
    ['a zero', Buffer.alloc(1), '1 bytes follow its end'],
    [
      'zeros and another member',
      Buffer.concat([Buffer.alloc(4), gzipSync('a lie\n')]),
      'bytes follow its end',
    ],
    ['a text', Buffer.from('a lie\n'), 'incorrect header check'],
    ['half a member', gzipSync('a lie\n').subarray(0, 12), 'unexpected end of file'],
  ])('%s after its end', (_, rest, why) => {
    expect(unzipped(zipped).toString()).toBe('the truth\n');
    expect(() => unzipped(Buffer.concat([zipped, rest]))).toThrow(why);
  });
});
