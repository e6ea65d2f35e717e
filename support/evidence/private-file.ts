import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that only its owner may read (it holds user names), whole or not at all: aside
 * first, then renamed, so that neither a crash nor a parallel run leaves half a file.
 */
export function writePrivateFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.tmp`;
  writeFileSync(aside, text, { mode: 0o600, flag: 'wx' });
  renameSync(aside, path);
}
