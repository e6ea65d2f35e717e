import { join } from 'node:path';
import { ConfigurationError, type Profile } from '../../control';
import type { Manifest } from '../../evidence/read-bundle';
import type { Catalogue } from '../catalogue';
import { policyFile, ROOT_DIR } from '../policy-files';
import { loadNamed, namesIn } from '../profiles';

const PROFILES = join(ROOT_DIR, 'profiles');

/** The profile of that name among those that come with iamspec; undefined where there is none. */
export function namedProfile(name: string): Profile | undefined {
  try {
    return loadNamed(name, PROFILES);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/**
 * The files of controls and profiles that a manifest names and that are others here, by path. The
 * paths that it names are looked up among our own, never opened.
 */
export function otherFiles(
  { policyFiles }: Pick<Manifest, 'policyFiles'>,
  { entries }: Catalogue,
): readonly string[] {
  const files = [
    ...entries.map(({ file }) => file),
    ...namesIn(PROFILES).map((name) => join(PROFILES, `${name}.ts`)),
  ];
  const own = new Map(
    files.map((file) => policyFile('control', file)).map(({ path, sha256 }) => [path, sha256]),
  );
  return policyFiles
    .filter(({ path, sha256 }) => (own.get(path) ?? sha256) !== sha256)
    .map(({ path }) => path);
}
