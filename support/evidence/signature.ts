import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';

/** The detached signature of a bundle's manifest, in base64. */
export const SIGNATURE = 'manifest.json.sig';

/**
 * Signs a manifest, and with it every file that it names by hash.
 *
 * @param key an Ed25519 private key in PEM, as `openssl genpkey -algorithm ed25519` makes it
 * @throws TypeError where the key is no such key
 */
export function sign(manifest: string, key: string): string {
  const parsed = readKey(() => createPrivateKey(key), 'private');
  return `${signBytes(null, Buffer.from(manifest), parsed).toString('base64')}\n`;
}

/**
 * Tells whether a signature is that of a manifest.
 *
 * @param key the Ed25519 public key in PEM; the private one will do
 * @throws TypeError where the key is no such key
 */
export function isSignedBy(manifest: string, signature: string, key: string): boolean {
  const parsed = readKey(() => createPublicKey(key), 'public');
  return verifyBytes(null, Buffer.from(manifest), parsed, Buffer.from(signature, 'base64'));
}

function readKey<K extends { readonly asymmetricKeyType?: string | undefined }>(
  read: () => K,
  kind: string,
): K {
  try {
    const key = read();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new TypeError(
    `the key is no Ed25519 ${kind} key in PEM. Make one: openssl genpkey -algorithm ed25519 -out key.pem, ` +
      'and its public half: openssl pkey -in key.pem -pubout -out public.pem',
  );
}
