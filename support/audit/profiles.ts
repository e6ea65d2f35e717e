import { readdirSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { ConfigurationError, hint, isProfile, type Profile, profileProblems } from '../control';

/**
 * Loads a profile by name (a file of `profiles/`) or by path (what contains a slash).
 *
 * @param nameOrPath what the user wrote: a path is loaded as code, so nothing that others wrote may
 *   come here
 * @param directory where the named profiles lie
 * @throws ConfigurationError where there is none, or the file exports none
 */
export function loadProfile(nameOrPath: string, directory: string): Profile {
  return isPath(nameOrPath)
    ? readByPath(resolve(nameOrPath), directory)
    : loadNamed(nameOrPath, directory);
}

/** The file of a profile by name or path; see `loadProfile`. */
export function profileFile(nameOrPath: string, directory: string): string {
  return isPath(nameOrPath) ? resolve(nameOrPath) : join(directory, `${nameOrPath}.ts`);
}

function isPath(nameOrPath: string): boolean {
  return /[\\/]/.test(nameOrPath) || extname(nameOrPath) === '.ts';
}

/** The names of the profiles that lie in a directory. */
export function namesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.ts'));
}

// Evidence that names a standard must come from that standard's profile.
function readByPath(file: string, directory: string): Profile {
  const profile = readProfile(file);
  if (!namesIn(directory).includes(profile.name) || dirname(file) === directory) return profile;
  throw new ConfigurationError([
    `Profile ${file} calls itself "${profile.name}", which is one of ${directory}. Rename it.`,
  ]);
}

/**
 * Loads a profile by name alone: the name is looked up among those of the directory, whoever wrote
 * it, and is never part of a path unless it is one of these.
 *
 * @throws ConfigurationError where there is none of that name
 */
export function loadNamed(name: string, directory: string): Profile {
  const known = namesIn(directory);
  if (!known.includes(name)) {
    throw new ConfigurationError([`There is no profile "${name}".${hint(name, known)}`]);
  }
  const profile = readProfile(join(directory, `${name}.ts`));
  if (profile.name === name) return profile;
  throw new ConfigurationError([
    `profiles/${name}.ts calls itself "${profile.name}"; name and file must be the same.`,
  ]);
}

function readProfile(file: string): Profile {
  let loaded: unknown;
  try {
    loaded = require(isAbsolute(file) ? file : resolve(file));
  } catch (error) {
    throw new ConfigurationError([`Profile ${file} cannot be loaded: ${String(error)}`]);
  }
  const exported: unknown =
    typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'default') : undefined;
  if (isProfile(exported)) return exported;
  throw new ConfigurationError(
    profileProblems(exported).map((problem) => `Profile ${file}, its default export: ${problem}`),
  );
}
