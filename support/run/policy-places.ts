import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { ConfigurationError } from '../control';
import { policyRepository } from './policy-repository';

/** Where iamspec is installed: the directory of its package.json. */
export const PACKAGE_DIR = join(__dirname, '..', '..');

const { directory, problem } = policyRepository(process.cwd(), PACKAGE_DIR);

/** Where the policy lies that is added to iamspec's: a repository of one's own, else iamspec itself. */
export const POLICY_DIR = directory ?? PACKAGE_DIR;

/** Where one's own policy may be written to. Throws ConfigurationError where one stands in none. */
export function ownPolicyDir(): string {
  if (directory !== undefined && problem === undefined) return directory;
  const none = 'there is no policy repository here, nor above. Begin one: npx iamspec init';
  throw new ConfigurationError([problem ?? none]);
}

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

const CODE = /\.(?:[cm]?[jt]sx?|ya?ml)$/i;
const OTHERS = /^(?:waivers|owners)\.yaml$|\.(?:spec|d)\.\w+$/;

/** The files of `profiles/` that hold a profile, by its name. Throws ConfigurationError for one never read. */
export function profileFiles(folder: string): ReadonlyMap<string, string> {
  const files = codeIn(folder);
  const strange = files.filter((file) => !PROFILE.test(file));
  if (strange.length > 0) {
    throw new ConfigurationError([
      `${folder} holds ${strange.join(', ')}, which would not be read. Profiles end in .ts, .mts, .js or .yaml.`,
    ]);
  }
  return new Map(files.map((file) => [file.replace(PROFILE, ''), join(folder, file)]));
}

function codeIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((file) => CODE.test(file) && !OTHERS.test(file));
}

/** How the file of a profile ends. */
export const PROFILE = /\.(?:m?ts|js|ya?ml)$/;

/** The profiles of one's own repository, which count where none is named. */
export function ownProfiles(): readonly string[] {
  const own = join(POLICY_DIR, 'profiles');
  if (POLICY_DIR === PACKAGE_DIR || !existsSync(own)) return [];
  return codeIn(own)
    .map((file) => file.replace(PROFILE, ''))
    .sort();
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
