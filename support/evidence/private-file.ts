import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that only its owner may read (it holds user names), whole or not at all: aside
 * first, then renamed, so that neither a crash nor a parallel run leaves half a file.
 *
 * @param content bytes, a text, or a text in pieces
 */
export function writePrivateFile(path: string, content: Uint8Array | Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    write(aside, content);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

function write(path: string, content: Uint8Array | Iterable<string>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    const pieces =
      content instanceof Uint8Array || typeof content === 'string' ? [content] : content;
    for (const piece of pieces) writeAll(file, Buffer.from(piece));
  } finally {
    closeSync(file);
  }
}

// A single call may write less than it was given.
function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
