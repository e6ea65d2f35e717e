import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes or a text, whole or in pieces. */
export type Content = Uint8Array | string | Iterable<string | Uint8Array>;

/** For its owner only (it holds user names), and whole: a crash leaves no half of it. */
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

/** Must not exist yet; `seen` gets every byte in order, in a buffer that is used again. */
export function writeNewFile(
  path: string,
  content: Content,
  seen: (bytes: Uint8Array) => void = () => {},
): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const bytes of inBlocks(content)) {
      seen(bytes);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    }
  } finally {
    closeSync(file);
  }
}

const BLOCK = 1 << 14;

// UTF-8 takes three bytes at most for each UTF-16 code unit.
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
    if (piece instanceof Uint8Array) {
      if (block !== '') yield encoded();
      yield piece;
      continue;
    }
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
