import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { PolicyFile } from '../result';

/** The repository's root, which holds `controls/` and `profiles/`. */
export const ROOT_DIR = join(__dirname, '..', '..');

/**
 * Names a file of the policy by its path and content.
 *
 * @param content what was read of it; without it, it is read now
 * @throws Error of the file system where it cannot be read
 */
export function policyFile(
  kind: PolicyFile['kind'],
  file: string,
  content: Uint8Array | string = readFileSync(file),
): PolicyFile {
  return { kind, path: shown(file), sha256: createHash('sha256').update(content).digest('hex') };
}

// Where iamspec itself lies differs from machine to machine, and says nothing of the policy.
function shown(file: string): string {
  const path = relative(ROOT_DIR, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}

/**
 * A file of a policy and those of its own that it imports: a house profile may build on another.
 * What iamspec and its packages are made of is named by its version and commit.
 */
export function withImports(file: string): readonly string[] {
  const found = new Set([file]);
  for (const each of found) {
    for (const { filename } of require.cache[each]?.children ?? []) {
      if (isOfPolicy(filename)) found.add(filename);
    }
  }
  return [...found];
}

function isOfPolicy(file: string): boolean {
  const path = relative(ROOT_DIR, file);
  return !/(?:^|[\\/])node_modules[\\/]/.test(path) && !path.startsWith(`support${sep}`);
}
