import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a file can be made of: bytes, a text, or a text in pieces. */
export type Content = Uint8Array | Iterable<string>;

/**
 * Writes a file that only its owner may read (it holds user names), whole or not at all: aside
 * first, then renamed, so that neither a crash nor a parallel run leaves half a file.
 */
export function writePrivateFile(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    writeNewFile(aside, content);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/**
 * Writes a file that does not exist yet, for its owner only.
 *
 * @param seen is shown every byte, in order, in a buffer that is used again
 */
export function writeNewFile(
  path: string,
  content: Content,
  seen: (bytes: Uint8Array) => void = () => {},
): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const bytes of inBlocks(content)) {
      seen(bytes);
      // A single call may write less than it was given.
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    }
  } finally {
    closeSync(file);
  }
}

/** Characters at a time: small enough for V8's young generation and the processor's cache. */
const BLOCK = 1 << 14;

/** UTF-8 takes three bytes at most for each UTF-16 code unit. */
const BYTES = 3;

function* inBlocks(content: Content): Iterable<Uint8Array> {
  if (content instanceof Uint8Array || typeof content === 'string') {
    yield Buffer.from(content);
    return;
  }
  const encoder = new TextEncoder();
  let buffer = Buffer.alloc(BLOCK * BYTES * 2);
  let block = '';
  const encoded = () => {
    if (block.length * BYTES > buffer.length) buffer = Buffer.alloc(block.length * BYTES * 2);
    const { written } = encoder.encodeInto(block, buffer);
    block = '';
    return buffer.subarray(0, written);
  };
  for (const piece of content) {
    block += piece;
    // A block that ended within a surrogate pair would lose the character.
    if (block.length >= BLOCK && !endsWithin(block)) yield encoded();
  }
  yield encoded();
}

function endsWithin(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
