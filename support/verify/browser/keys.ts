/** A public key that the auditor trusts, by a name to be told. */
export interface TrustedKey {
  readonly name: string;
  readonly key: CryptoKey;
}

/** How each kind of key is read, and how it checks. */
const KINDS = [
  { name: 'Ed25519' },
  { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
] as const;

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
    `${name} ${found || 'holds no public key that can be used here'}. Expected is an Ed25519 or ECDSA P-256 public key ` +
      'in PEM: openssl pkey -in key.pem -pubout -out public.pem',
  );
}

async function imported(base64: string, name: string): Promise<CryptoKey> {
  for (const kind of KINDS) {
    try {
      const der = bytesOf(base64.replace(/\s/g, ''));
      return await crypto.subtle.importKey('spki', der, kind, false, ['verify']);
    } catch {}
  }
  throw wrong(name);
}

/** Whether a key has signed these bytes: Ed25519 (RFC 8032), or ECDSA with SHA-256 in DER. */
export async function hasSigned(
  { key }: TrustedKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const [ed25519, ecdsa] = KINDS;
  if (key.algorithm.name === ed25519.name) {
    return await crypto.subtle.verify(ed25519, key, signature, message);
  }
  const raw = rawEcdsa(signature);
  return raw !== undefined && (await crypto.subtle.verify(ecdsa, key, raw, message));
}

const WIDTH = 32;

// SEQUENCE { r INTEGER, s INTEGER }, as OpenSSL and AWS KMS write it: r and s side by side are what a browser takes.
function rawEcdsa(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const raw = new Uint8Array(WIDTH * 2);
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  let at = 2;
  for (const end of [WIDTH, WIDTH * 2]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 2 || length === 0 || length > WIDTH + 1) return undefined;
    const number = der.subarray(at + 2, at + 2 + length);
    if (number.length > WIDTH && number[0] !== 0) return undefined;
    const digits = number.subarray(Math.max(0, number.length - WIDTH));
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}

/** Throws Error where it is no base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
