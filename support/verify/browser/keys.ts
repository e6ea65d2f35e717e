/** A public key that the auditor trusts, by a name to be told. */
export interface TrustedKey {
  readonly name: string;
  readonly key: CryptoKey;
}

const MOST = 100;
const PEM = /-----BEGIN ([A-Z ]+)-----([A-Za-z\d+/=\s]*)-----END \1-----/g;

/** The public keys in a text of PEM; `name` is where they come from. Throws Error with what to do for any other. */
export async function keysIn(text: string, name: string): Promise<readonly TrustedKey[]> {
  const blocks = [...text.slice(0, 1 << 20).matchAll(PEM)].slice(0, MOST);
  if (blocks.length === 0) throw wrong(name);
  const keys: TrustedKey[] = [];
  for (const [, label = '', base64 = ''] of blocks) {
    if (label !== 'PUBLIC KEY') throw wrong(name, label);
    const own = blocks.length === 1 ? name : `${name}, ${keys.length + 1}`;
    keys.push({ name: own, key: await imported(base64, name) });
  }
  return keys;
}

function wrong(name: string, label?: string): Error {
  const found = label?.includes('PRIVATE') ? 'holds a private key, which belongs nowhere near' : '';
  return new Error(
    `${name} ${found || 'holds no public key that can be used here'}. Expected is an Ed25519 public key in PEM: ` +
      'openssl pkey -in key.pem -pubout -out public.pem',
  );
}

async function imported(base64: string, name: string): Promise<CryptoKey> {
  try {
    const der = bytesOf(base64.replace(/\s/g, ''));
    return await crypto.subtle.importKey('spki', der, 'Ed25519', false, ['verify']);
  } catch {
    throw wrong(name);
  }
}

/** Whether a key has signed these bytes (Ed25519, RFC 8032). */
export async function hasSigned(
  { key }: TrustedKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return await crypto.subtle.verify('Ed25519', key, signature, message);
}

/** Throws Error where it is no base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
