import { generateKeyPairSync } from 'node:crypto';
import { isSignedBy, publicKey, sign } from './signature';

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

const isSigned = (text: string, signature: string, pem: string) =>
  isSignedBy(Buffer.from(text), signature, publicKey(pem));

describe('a signature', () => {
  test('is that of its text and key', () => {
    expect(isSigned(TEXT, sign(TEXT, own), shared)).toBe(true);
    expect(isSigned(TEXT, sign(TEXT, own), own)).toBe(true);
  });

  test.each([
    ['another text', () => isSigned(`${TEXT} `, sign(TEXT, own), shared)],
    ['another key', () => isSigned(TEXT, sign(TEXT, own), keys('ed25519').shared)],
    ['a signature that was cut', () => isSigned(TEXT, sign(TEXT, own).slice(0, 40), shared)],
    ['an empty signature', () => isSigned(TEXT, '', shared)],
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
