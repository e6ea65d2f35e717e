import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { policyRepository } from './policy-repository';

/** Where iamspec is installed: the directory of its package.json. */
export const PACKAGE_DIR = join(__dirname, '..', '..');

const { directory, problem } = policyRepository(process.cwd(), PACKAGE_DIR);

/** Where the policy lies that is added to iamspec's: a repository of one's own, else iamspec itself. */
export const POLICY_DIR = directory ?? PACKAGE_DIR;

/** Why the policy of this directory cannot be added. */
export const POLICY_PROBLEM = problem;

/** Where the controls lie: iamspec's, and one's own. */
export const CONTROLS_DIRS = foldersOf('controls');

/** Where the named profiles lie. */
export const PROFILES_DIRS = foldersOf('profiles');

function foldersOf(name: string): readonly string[] {
  const own = [PACKAGE_DIR, POLICY_DIR].map((each) => join(each, name));
  return [...new Set(own)].filter((each) => existsSync(each));
}

/** The files of `profiles/` that hold a profile, by its name. */
export function profileFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter(
    (file) => PROFILE.test(file) && !/^(?:waivers|owners)\.|\.(?:spec|d)\.\w+$/.test(file),
  );
  return new Map(files.map((file) => [file.replace(PROFILE, ''), join(folder, file)]));
}

/** How the file of a profile ends. */
export const PROFILE = /\.(?:m?ts|js|ya?ml)$/;

/** The profiles of one's own repository, which count where none is named. */
export function ownProfiles(): readonly string[] {
  if (POLICY_DIR === PACKAGE_DIR) return [];
  const own = join(POLICY_DIR, 'profiles');
  return existsSync(own) ? [...profileFiles(own).keys()].sort() : [];
}

/** As evidence names a file: by its path in the policy, if it lies there. */
export function shown(file: string): string {
  return within(PACKAGE_DIR, file) ?? within(POLICY_DIR, file) ?? file;
}

/** The path from a directory, with slashes; undefined for what lies elsewhere. */
export function within(directory: string, file: string): string | undefined {
  const path = relative(directory, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path.split(sep).join('/');
}

/** Whether a file lies in the policy of this directory: iamspec's own only where one stands in it. */
export function isOfPolicy(file: string): boolean {
  return POLICY_DIR === PACKAGE_DIR || isOwn(file);
}

/** Whether a file is of a repository of one's own, and not iamspec's. */
export function isOwn(file: string): boolean {
  return POLICY_DIR !== PACKAGE_DIR && within(PACKAGE_DIR, file) === undefined;
}
