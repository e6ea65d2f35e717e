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

/** `key`: Ed25519 in PEM (`openssl genpkey -algorithm ed25519`), else throws ConfigurationError. */
export function sign(manifest: string, key: string): string {
  const parsed = readKey(() => createPrivateKey(key), 'private');
  return `${signBytes(null, Buffer.from(manifest), parsed).toString('base64')}\n`;
}

/** `signature` is in base64, `key` from `publicKey`. */
export function isSignedBy(manifest: Uint8Array, signature: string, key: KeyObject): boolean {
  return verifyBytes(null, manifest, key, Buffer.from(signature, 'base64'));
}

/** Ed25519 in PEM, also the private key; throws ConfigurationError for any other. */
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
