import { generateKeyPairSync } from 'node:crypto';
import { isSignedBy, sign } from './signature';

function keys(type: 'ed25519' | 'ed448') {
  const { privateKey, publicKey } =
    type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
  return {
    own: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    shared: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const { own, shared } = keys('ed25519');
const TEXT = '{"manifest": true}\n';

describe('a signature', () => {
  test('is that of its text and key', () => {
    expect(isSignedBy(TEXT, sign(TEXT, own), shared)).toBe(true);
    expect(isSignedBy(TEXT, sign(TEXT, own), own)).toBe(true);
  });

  test.each([
    ['another text', () => isSignedBy(`${TEXT} `, sign(TEXT, own), shared)],
    ['another key', () => isSignedBy(TEXT, sign(TEXT, own), keys('ed25519').shared)],
    ['a signature that was cut', () => isSignedBy(TEXT, sign(TEXT, own).slice(0, 40), shared)],
    ['an empty signature', () => isSignedBy(TEXT, '', shared)],
  ])('not of %s', (_, check) => {
    expect(check()).toBe(false);
  });

  test.each([
    ['no key at all', 'hello'],
    ['a key of another kind', keys('ed448').own],
    ['a public key to sign with', shared],
  ])('cannot be made with %s, and the message says what can', (_, key) => {
    expect(() => sign(TEXT, key)).toThrow(/openssl genpkey -algorithm ed25519/);
  });
});
