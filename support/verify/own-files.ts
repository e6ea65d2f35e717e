import { join } from 'node:path';
import type { Manifest } from '../bundle';
import { ConfigurationError, type Profile } from '../control';
import { type Catalogue, loadNamed, namesIn, PROFILES_DIR, policyFile } from '../run';

/** One that comes with iamspec. */
export function namedProfile(name: string): Profile | undefined {
  try {
    return loadNamed(name, PROFILES_DIR);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** Paths of policy files that differ here: looked up among our own, never opened. */
export function otherFiles(
  { policyFiles, controls, profiles }: Manifest,
  { entries }: Catalogue,
): readonly string[] {
  const shipped = namesIn(PROFILES_DIR);
  const selected = new Set(controls.flatMap(({ profile, id }) => (profile ? [id] : [])));
  const names = new Set(profiles.map(({ name }) => name));
  const own = hashes([
    ...entries.filter(({ id }) => selected.has(id)).map(({ file }) => file),
    ...shipped.filter((name) => names.has(name)).map((name) => join(PROFILES_DIR, `${name}.ts`)),
  ]);
  const named = new Map(policyFiles.map(({ path, sha256 }) => [path, sha256]));
  const plain = new Set(
    controls.flatMap(({ profile, id }) => (profile ? [] : [`controls/${id}.test.ts`])),
  );
  const isKnown = profiles.every(({ name }) => shipped.includes(name));
  // A house profile and what it imports can lie anywhere, and so can waivers.
  const strange = policyFiles.filter(
    ({ kind, path }) =>
      (kind === 'control' && !own.has(path)) ||
      (kind === 'test' && !plain.has(path)) ||
      (kind === 'profile' && isKnown && !shipped.some((name) => path === `profiles/${name}.ts`)),
  );
  return [
    ...[...own].filter(([path, sha256]) => named.get(path) !== sha256).map(([path]) => path),
    ...strange.map(({ path }) => path),
  ];
}

function hashes(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    files.map((file) => policyFile('control', file)).map(({ path, sha256 }) => [path, sha256]),
  );
}
