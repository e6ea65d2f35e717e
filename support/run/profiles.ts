import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigurationError, hint, isProfile, looksLike, type Profile } from '../control';
import { loadModule } from './load-module';
import { parseYaml } from './parse-yaml';
import { whyNotLoaded, withImports } from './policy-files';
import { PACKAGE_DIR, PROFILE, PROFILES_DIRS, profileFiles, shown } from './policy-places';

/** By name, or by path, which is loaded as code, so it must be the user's. Throws ConfigurationError if not there. */
export function loadProfile(nameOrPath: string): Profile {
  return isPath(nameOrPath) ? readOwn(resolve(nameOrPath)) : loadNamed(nameOrPath);
}

/** The files that say what `loadProfile` loads: that of the profile, and what it is made of. */
export function sourcesOf(nameOrPath: string): readonly string[] {
  const file = isPath(nameOrPath) ? resolve(nameOrPath) : fileOf(nameOrPath);
  const base = bases.get(file);
  return [...withImports(file), ...(base === undefined ? [] : sourcesOf(base))];
}

function isPath(nameOrPath: string): boolean {
  return /[\\/]/.test(nameOrPath) || PROFILE.test(nameOrPath);
}

/** The names of all profiles, in the order of their files: iamspec's, then one's own. */
export function profileNames(): readonly string[] {
  return PROFILES_DIRS.flatMap((directory) => [...profileFiles(directory).keys()]);
}

/** Safe for names that others wrote: only a known one becomes a path. Throws ConfigurationError. */
export function loadNamed(name: string): Profile {
  const profile = readOwn(fileOf(name));
  if (profile.name === name) return profile;
  throw new ConfigurationError([
    `${shown(fileOf(name))} calls itself "${profile.name}"; name and file must be the same.`,
  ]);
}

/** The one file of a profile that is named so. Throws ConfigurationError where there is none, or several. */
export function fileOf(name: string): string {
  const [file, ...others] = PROFILES_DIRS.flatMap((each) => profileFiles(each).get(name) ?? []);
  if (file === undefined) {
    throw new ConfigurationError([`There is no profile "${name}".${hint(name, profileNames())}`]);
  }
  if (others.length === 0) return file;
  throw new ConfigurationError([
    `Several profiles are called "${name}": ${[file, ...others].map(shown).join(', ')}. Rename yours.`,
  ]);
}

const SHIPPED = join(PACKAGE_DIR, 'profiles');

// Evidence that names a standard must come from that standard's profile.
function readOwn(file: string): Profile {
  const profile = readProfile(file);
  if (dirname(file) === SHIPPED) return profile;
  const shipped = [...profileFiles(SHIPPED)];
  const taken = shipped.flatMap(([name, path]) => [name, ...titleOf(path)]);
  const problems = [profile.name, profile.title].flatMap((own) => {
    const model = taken.find((each) => looksLike(own, each));
    if (model === undefined) return [];
    const how = own === model ? 'which is' : `which looks like "${model}",`;
    return [`Profile ${shown(file)} calls itself "${own}", ${how} one of ${SHIPPED}. Rename it.`];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return profile;
}

function titleOf(file: string): readonly string[] {
  try {
    return [readProfile(file).title];
  } catch {
    return [];
  }
}

function readProfile(file: string): Profile {
  let exported: unknown;
  try {
    exported = /\.ya?ml$/.test(file) ? readYaml(file) : defaultOf(loadModule(file));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError([
      `Profile ${shown(file)} cannot be loaded: ${whyNotLoaded(error)}`,
    ]);
  }
  if (isProfile(exported)) return exported;
  const { explainProfile }: typeof import('../control/shape') = require('../control/shape');
  explainProfile(exported, shown(file));
  throw new ConfigurationError([`Profile ${shown(file)}: its default export is no profile.`]);
}

function defaultOf(loaded: unknown): unknown {
  if (typeof loaded !== 'object' || loaded === null) return undefined;
  const exported: unknown = Reflect.get(loaded, 'default');
  // Where a CommonJS file says `module.exports = profile(...)`.
  return exported === undefined && isProfile(loaded) ? loaded : exported;
}

// What a profile in YAML extends, by name or by path.
const bases = new Map<string, string>();

function readYaml(file: string): unknown {
  const { z }: typeof import('zod') = require('zod');
  const shape = z.looseObject({ extends: z.string().optional() });
  const written = parseYaml(shape, readFileSync(file, 'utf8'), { name: `Profile ${shown(file)}` });
  const { extends: base, ...own } = written;
  if (base === undefined) return own;
  const nameOrPath = isPath(base) ? resolve(dirname(file), base) : base;
  bases.set(file, nameOrPath);
  return { ...own, extends: loadProfile(nameOrPath) };
}
