import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { PolicyFile } from '../result';

/** The directory that holds `controls/` and `profiles/`. */
export const ROOT_DIR = join(__dirname, '..', '..');

/** Where the controls lie. */
export const CONTROLS_DIR = join(ROOT_DIR, 'controls');

/** Where the named profiles lie. */
export const PROFILES_DIR = join(ROOT_DIR, 'profiles');

/** Hashes `content`, or what the file holds now; throws where it cannot be read. */
export function policyFile(
  kind: PolicyFile['kind'],
  file: string,
  content: Uint8Array | string = readFileSync(file),
): PolicyFile {
  return { kind, path: shown(file), sha256: createHash('sha256').update(content).digest('hex') };
}

function shown(file: string): string {
  const path = relative(ROOT_DIR, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}

/** A file and the policy's own files that it imports; iamspec and packages are named by version. */
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

/** What `require` threw, without the list of iamspec's own modules that wanted it. */
export function whyNotLoaded(error: unknown): string {
  return String(error).split('\nRequire stack:')[0]?.trim() ?? '';
}
