import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT_DIR } from '../../run';

/** Where named profiles lie. */
export const PROFILES_DIR = join(ROOT_DIR, 'profiles');

/** The names of all profiles, in the order of their files. */
export function profileNames(): readonly string[] {
  return readdirSync(PROFILES_DIR)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.ts'));
}
