import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const encoder = new TextEncoder();

// Texts come in small pieces; each call costs more than what it hashes. In characters.
const BLOCK = 1 << 16;

/** The SHA-256 of bytes or a text in UTF-8, in pieces, in hexadecimal digits. */
export function hashOf(pieces: Iterable<string | Uint8Array>): string {
  const hash = sha256.create();
  let block = '';
  const flush = () => {
    hash.update(encoder.encode(block));
    block = '';
  };
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      flush();
      hash.update(piece);
      continue;
    }
    block += piece;
    if (block.length >= BLOCK) flush();
  }
  flush();
  return bytesToHex(hash.digest());
}

/** The same, by the browser itself. Throws Error where it does not. */
export async function quickHashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
