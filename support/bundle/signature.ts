import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { ConfigurationError } from '../control';

/** The detached signature of a bundle's manifest, in base64. */
export const SIGNATURE = 'manifest.json.sig';

/**
 * Signs a manifest, and with it every file that it names by hash.
 *
 * @param key an Ed25519 private key in PEM, as `openssl genpkey -algorithm ed25519` makes it
 * @throws ConfigurationError where the key is no such key
 */
export function sign(manifest: string, key: string): string {
  const parsed = readKey(() => createPrivateKey(key), 'private');
  return `${signBytes(null, Buffer.from(manifest), parsed).toString('base64')}\n`;
}

/**
 * Tells whether a signature is that of a manifest.
 *
 * @param manifest its bytes
 * @param signature in base64
 * @param key of `publicKey`
 */
export function isSignedBy(manifest: Uint8Array, signature: string, key: KeyObject): boolean {
  return verifyBytes(null, manifest, key, Buffer.from(signature, 'base64'));
}

/**
 * Reads a public key.
 *
 * @param pem Ed25519, in PEM; the private key will do
 * @throws ConfigurationError where it is no such key
 */
export function publicKey(pem: string): KeyObject {
  return readKey(() => createPublicKey(pem), 'public');
}

function readKey(read: () => KeyObject, kind: string): KeyObject {
  try {
    const key = read();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new ConfigurationError([
    `the key is no Ed25519 ${kind} key in PEM. Make one: openssl genpkey -algorithm ed25519 -out key.pem, ` +
      'and its public half: openssl pkey -in key.pem -pubout -out public.pem',
  ]);
}
