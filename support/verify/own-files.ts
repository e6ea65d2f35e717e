import type { Manifest } from '../bundle';
import { ConfigurationError, type Profile } from '../control';
import { type Catalogue, fileOf, loadNamed, policyFile, profileNames, TEST_FILE } from '../run';

/** One of iamspec's, or of the repository where the auditor stands. */
export function namedProfile(name: string): Profile | undefined {
  try {
    return loadNamed(name);
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
  const shipped = profileNames();
  const selected = new Set(controls.flatMap(({ profile, id }) => (profile ? [id] : [])));
  const names = new Set(profiles.map(({ name }) => name));
  const own = hashes([
    ...entries.filter(({ id }) => selected.has(id)).map(({ file }) => file),
    ...shipped.filter((name) => names.has(name)).map(fileOf),
  ]);
  const ofProfiles = new Set([...shipped].map((name) => policyFile('profile', fileOf(name)).path));
  const named = new Map(policyFiles.map(({ path, sha256 }) => [path, sha256]));
  const plain = new Set(controls.flatMap(({ profile, id }) => (profile ? [] : [`controls/${id}`])));
  const isKnown = profiles.every(({ name }) => shipped.includes(name));
  // A house profile and what it imports can lie anywhere, and so can waivers.
  const strange = policyFiles.filter(
    ({ kind, path }) =>
      (kind === 'control' && !own.has(path)) ||
      (kind === 'test' && !plain.has(path.replace(TEST_FILE, ''))) ||
      (kind === 'profile' && isKnown && !ofProfiles.has(path)),
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
