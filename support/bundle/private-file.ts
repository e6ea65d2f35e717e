import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Content, inBlocks } from './blocks';

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
