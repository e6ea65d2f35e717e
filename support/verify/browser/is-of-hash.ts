import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BundleError, type BundleReader, type Content } from '../../bundle';
import { isSameText } from '../core/same-text';

/** Compares a text with that of the file where this has the hash, which is quicker than to hash it. */
export function isOfHash(
  content: Content,
  hash: string,
  files: BundleReader,
  name: string,
): boolean {
  if (content instanceof Uint8Array) return hashOf([content]) === hash;
  const text = textOf(files, name, hash);
  return text === undefined ? hashOf(inBlocks(content)) === hash : isSameText(content, text);
}

// Undefined where it is not what is meant, or no UTF-8: two such files could read the same.
function textOf(files: BundleReader, name: string, hash: string): string | undefined {
  try {
    if (files.sha256(name) !== hash) return undefined;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
    return decoder.decode(files.bytes(name));
  } catch (error) {
    if (error instanceof BundleError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function hashOf(blocks: Iterable<Uint8Array>): string {
  const made = sha256.create();
  for (const block of blocks) made.update(block);
  return bytesToHex(made.digest());
}

function* inBlocks(content: Exclude<Content, Uint8Array>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of typeof content === 'string' ? [content] : content) {
    yield typeof piece === 'string' ? encoder.encode(piece) : piece;
  }
}
