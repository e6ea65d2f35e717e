import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Content, inBlocks } from './blocks';

const PRIVATE = 0o600;

/** For its owner only (it holds user names), and whole: a crash leaves no half of it. */
export function writePrivateFile(path: string, content: Content, mode = PRIVATE): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    writeNewFile(aside, content);
    if (mode !== PRIVATE) chmodSync(aside, mode);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** The same of a file that people keep: its mode stays, and so does a link to it. */
export function rewriteFile(path: string, content: Content): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) writePrivateFile(path, content);
  else writePrivateFile(realpathSync(path), content, found.mode & 0o777);
}

/** Must not exist yet; `seen` gets every byte in order, in a buffer that is used again. */
export function writeNewFile(
  path: string,
  content: Content,
  seen: (bytes: Uint8Array) => void = () => {},
): void {
  const file = openSync(path, 'wx', PRIVATE);
  try {
    for (const bytes of inBlocks(content)) {
      seen(bytes);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    }
  } finally {
    closeSync(file);
  }
}
