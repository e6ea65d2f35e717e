import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PolicyFile } from '../result';
import { PACKAGE_DIR, shown } from './policy-places';

/** Hashes `content`, or what the file holds now; throws where it cannot be read. */
export function policyFile(
  kind: PolicyFile['kind'],
  file: string,
  content: Uint8Array | string = readFileSync(file),
): PolicyFile {
  return { kind, path: shown(file), sha256: sha256(content) };
}

/** The SHA-256 in hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A file and the policy's files that it imports, iamspec's profiles too; packages are named by version. */
export function withImports(file: string): readonly string[] {
  const found = new Set([file]);
  for (const each of found) for (const imported of importedBy(each)) found.add(imported);
  return [...found];
}

const IMPORT =
  /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"](\.[^'"]*|iamspec\/profiles\/[^'"]+)['"]/g;
const ENDS = ['', '.ts', '.mts', '.js', '.json', '/index.ts', '/index.js'];

/** The files that a file imports, by its text: relative ones, and profiles of iamspec. */
export function importedBy(file: string): readonly string[] {
  if (!/\.[cm]?[jt]s$/.test(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, name = '']) => {
    const path = name.startsWith('.')
      ? join(dirname(file), name)
      : join(PACKAGE_DIR, name.replace('iamspec/', ''));
    // A TypeScript file may be imported as the JavaScript that it becomes.
    const paths = [...ENDS.map((end) => `${path}${end}`), path.replace(/\.(m?)js$/, '.$1ts')];
    return paths.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile()) ?? [];
  });
}

/** What `require` threw, without the list of iamspec's own modules that wanted it. */
export function whyNotLoaded(error: unknown): string {
  return String(error).split('\nRequire stack:')[0]?.trim() ?? '';
}
