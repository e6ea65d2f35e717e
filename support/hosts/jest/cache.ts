import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../../cache.cjs';
import { runDirectory } from './run-directory';

/** The settings of a Jest project that say where it keeps what it has compiled. */
export interface JestCache {
  readonly cacheDirectory: string;
  readonly cache: boolean;
}

/** Jest runs what it finds in its cache: so not in the shared temporary directory. Each `use` has its own. */
export function jestCache(use: string): JestCache {
  if (CACHE !== undefined && isWritable(CACHE) && isPattern(CACHE)) {
    return { cacheDirectory: join(CACHE, `jest-${use}`), cache: true };
  }
  const { path, remove } = runDirectory();
  process.once('exit', remove);
  // Jest cannot do without a directory, but does not read in it then.
  return { cacheDirectory: path, cache: false };
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// Jest makes a regular expression of the path as it is, where it lies below the root.
function isPattern(path: string): boolean {
  try {
    return new RegExp(path) instanceof RegExp;
  } catch {
    return false;
  }
}
