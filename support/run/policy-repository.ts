import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../report';

/** Where one's own controls and profiles lie; `problem`: what stands there would be passed over. */
export interface PolicyRepository {
  readonly directory?: string;
  readonly problem?: string;
}

/** The nearest directory, from one upwards, whose package.json names iamspec: `own`, and no other copy of it. */
export function policyRepository(from: string, own: string): PolicyRepository {
  for (let directory = from; ; directory = dirname(directory)) {
    if (directory === own) return { directory };
    const found = standingIn(directory, own);
    if (found?.directory !== undefined && directory !== from) return { ...found, ...strayIn(from) };
    if (found) return found;
    if (directory === dirname(directory)) return strayIn(from);
  }
}

function standingIn(directory: string, own: string): PolicyRepository | undefined {
  const isBundle = existsSync(join(directory, 'manifest.json'));
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return isBundle ? {} : undefined;
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (fieldOf(manifest, 'name') === 'iamspec') {
      return {
        problem: `${directory} is an iamspec of its own, but this one is ${own}: npx iamspec runs the other.`,
      };
    }
    if (!namesIamspec(manifest)) return undefined;
  } catch (error) {
    return { problem: `${file} cannot be read: ${messageOf(error)}` };
  }
  if (isBundle) {
    return {
      problem: `${file} names iamspec, but manifest.json beside it makes it a bundle, of which nothing is loaded.`,
    };
  }
  const installed = installedIn(directory);
  if (installed === own) return { directory };
  return {
    problem:
      installed === undefined
        ? `${file} names iamspec, which is not installed there: npm install`
        : `${file} has its own iamspec in ${installed}, but this one is ${own}: npx iamspec runs the other.`,
  };
}

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function namesIamspec(manifest: unknown): boolean {
  return FIELDS.some((field) => hasKey(fieldOf(manifest, field), 'iamspec'));
}

function fieldOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}

function hasKey(object: unknown, name: string): boolean {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, name);
}

// As Node looks for it, which a bundler or test runner may do otherwise.
function installedIn(directory: string): string | undefined {
  const installed = join(directory, 'node_modules', 'iamspec');
  if (existsSync(join(installed, 'package.json'))) return realpathSync(installed);
  return directory === dirname(directory) ? undefined : installedIn(dirname(directory));
}

// Somebody wrote controls for iamspec here, and would believe that they are judged.
function strayIn(directory: string): PolicyRepository {
  const controls = join(directory, 'controls');
  const stray =
    existsSync(controls) && readdirSync(controls).find((name) => isOurs(controls, name));
  if (!stray) return {};
  return {
    problem: `${join(controls, stray)} is of no policy repository: no package.json beside it names iamspec. npm install --save-dev iamspec`,
  };
}

function isOurs(directory: string, name: string): boolean {
  if (!/\.test\.[cm]?[jt]s$/.test(name)) return false;
  return /['"]iamspec(?:\/jest)?['"]/.test(readFileSync(join(directory, name), 'utf8'));
}
