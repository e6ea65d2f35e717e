import type { Manifest } from '../../bundle';
import { TEST_FILE } from '../../control';
import type { Checker, HashedFile } from './auditor';

/** Paths of policy files that differ here: looked up among our own, never opened. */
export function otherFiles(
  { policyFiles, controls, profiles }: Manifest,
  { entries, profileNames: shipped, controlFiles, profileFile }: Checker,
): readonly string[] {
  const selected = new Set(controls.flatMap(({ profile, id }) => (profile ? [id] : [])));
  const names = new Set(profiles.map(({ name }) => name));
  const own = hashes([
    ...entries.filter(({ id }) => selected.has(id)).flatMap(({ id }) => controlFiles(id)),
    ...shipped.filter((name) => names.has(name)).map(profileFile),
  ]);
  const ofProfiles = new Set(shipped.map((name) => profileFile(name).path));
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

function hashes(files: readonly HashedFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}
