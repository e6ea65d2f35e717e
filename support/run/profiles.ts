import { readdirSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { ConfigurationError, hint, isProfile, looksLike, type Profile } from '../control';
import { whyNotLoaded } from './policy-files';

/** By name, or by path, which is loaded as code, so it must be the user's. Throws if not there. */
export function loadProfile(nameOrPath: string, directory: string): Profile {
  return isPath(nameOrPath)
    ? readByPath(resolve(nameOrPath), directory)
    : loadNamed(nameOrPath, directory);
}

/** The file that `loadProfile` would load. */
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
  if (dirname(file) === directory) return profile;
  const taken = namesIn(directory).flatMap((name) => [name, ...titleOf(name, directory)]);
  const problems = [profile.name, profile.title].flatMap((own) => {
    const model = taken.find((each) => looksLike(own, each));
    if (model === undefined) return [];
    const how = own === model ? 'which is' : `which looks like "${model}",`;
    return [`Profile ${file} calls itself "${own}", ${how} one of ${directory}. Rename it.`];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return profile;
}

function titleOf(name: string, directory: string): readonly string[] {
  try {
    return [readProfile(join(directory, `${name}.ts`)).title];
  } catch {
    return [];
  }
}

/** Safe for names that others wrote: only a known one becomes a path. Throws ConfigurationError. */
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
    throw new ConfigurationError([`Profile ${file} cannot be loaded: ${whyNotLoaded(error)}`]);
  }
  const exported: unknown =
    typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'default') : undefined;
  if (isProfile(exported)) return exported;
  const { explainProfile }: typeof import('../control/shape') = require('../control/shape');
  explainProfile(exported, file);
  throw new ConfigurationError([`Profile ${file}: its default export is no profile.`]);
}
