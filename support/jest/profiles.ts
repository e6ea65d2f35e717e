import { readdirSync } from 'node:fs';
import { basename, extname, isAbsolute, join, resolve } from 'node:path';
import { ConfigurationError, hint, isProfile, type Profile, profileProblems } from '../control';

/**
 * Loads a profile by name (a file of `profiles/`) or by path (what contains a slash).
 *
 * @param directory where the named profiles lie
 * @throws ConfigurationError where there is none, or the file exports none
 */
export function loadProfile(nameOrPath: string, directory: string): Profile {
  const isPath = /[\\/]/.test(nameOrPath) || extname(nameOrPath) === '.ts';
  return isPath ? readProfile(resolve(nameOrPath)) : readNamed(nameOrPath, directory);
}

function readNamed(name: string, directory: string): Profile {
  const known = readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.ts'));
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
  const problems = profileProblems(exported).join('; ');
  throw new ConfigurationError([`Profile ${file} does not export one by default: ${problems}.`]);
}
