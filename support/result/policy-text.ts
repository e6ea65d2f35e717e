import { hash } from 'node:crypto';
import type { PolicyFile } from './audit-result';

/** A line for each file, so that none counts unseen; one for all controls, like `sha256sum`. */
export function policyText(files: readonly PolicyFile[]): readonly string[] {
  const controls = files.filter(({ kind }) => kind === 'control');
  const others = files.filter(({ kind }) => kind !== 'control');
  return [
    ...others.map(({ path, sha256 }) => `${path}  SHA-256 ${sha256}`),
    ...(controls.length === 0
      ? []
      : [
          `${controls.length} ${controls.length === 1 ? 'file' : 'files'} of controls  SHA-256 ${digest(controls)}`,
        ]),
  ];
}

function digest(files: readonly PolicyFile[]): string {
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  const sorted = lines.sort((a, b) => (a.slice(64) < b.slice(64) ? -1 : 1));
  return hash('sha256', sorted.join(''));
}
