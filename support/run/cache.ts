import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { POLICY_DIR } from './policy-places';

let found: { readonly directory: string | undefined } | undefined;

/** Where compiled code is kept. It is run again, with the caller's credentials: so nobody else can write there, or nothing is kept. */
export function cacheDirectory(): string | undefined {
  found ??= { directory: ownDirectory(join(POLICY_DIR, 'node_modules')) };
  return found.directory;
}

// A directory without packages gets none for the sake of a cache.
function ownDirectory(packages: string): string | undefined {
  return existsSync(packages) ? privateDirectory(join(packages, '.cache', 'iamspec')) : undefined;
}

/** Makes or checks a directory for its owner alone; undefined, which is said, where it is none. Whoever can write above its parent could change the code itself. */
export function privateDirectory(path: string): string | undefined {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const problem = problemOf(dirname(path), [0]) ?? problemOf(path, []);
    if (problem !== undefined) return refuse(problem);
    if ((lstatSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
    accessSync(path, constants.W_OK);
    return path;
  } catch {
    return undefined;
  }
}

function problemOf(path: string, otherOwners: readonly number[]): string | undefined {
  const user = process.geteuid?.();
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return `${path} is a link, or no directory`;
  // Windows has neither owners nor modes that Node could tell.
  if (user === undefined) return undefined;
  if (![user, ...otherOwners].includes(stats.uid)) return `${path} belongs to another user`;
  const isSticky = otherOwners.length > 0 && (stats.mode & 0o1000) !== 0;
  if ((stats.mode & 0o022) === 0 || isSticky) return undefined;
  return `${path} can be written by others than its owner (mode ${(stats.mode & 0o777).toString(8)})`;
}

// A worker would only say it again.
function refuse(problem: string): undefined {
  if (!isMainThread || process.send !== undefined) return;
  process.stderr.write(
    `iamspec: no cache is used, and each start compiles again: ${problem}. Remove it.\n`,
  );
}
