import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../control';

/**
 * Makes directories for evidence, one below the other, for their owner only. Where the user says that
 * reports go may be a link; what lies below is ours, and a link there would make us write or read
 * wherever somebody else wants it.
 *
 * @param root where reports go
 * @param names the directories below it, from the top
 * @returns the path of the last one
 * @throws ConfigurationError where a link or a file is in the place of one
 */
export function ownDirectory(root: string, ...names: readonly string[]): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  let path = root;
  for (const name of names) {
    path = join(path, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) mkdirSync(path, { recursive: true, mode: 0o700 });
    else if (!found.isDirectory()) refuse(path, root);
  }
  return path;
}

function refuse(path: string, root: string): never {
  const isLink = lstatSync(path).isSymbolicLink();
  const what = isLink ? `a link to ${readlinkSync(path)}` : 'no directory';
  throw new ConfigurationError([
    `${path} is ${what}, but evidence is to go there, and no link is followed below ${root}. Find ` +
      'out who put it there and move it away, or set IAMSPEC_REPORTS_DIR to another directory.',
  ]);
}

/**
 * Opens a file of an earlier run to read it: a regular one only, since a link leads elsewhere, and a
 * pipe or a device can keep its reader waiting for ever.
 *
 * @param most its size in bytes, at most
 * @returns its descriptor, which the caller closes
 * @throws Error where it is none, is larger, or cannot be read
 */
export function openOwnFile(path: string, most: number): number {
  expectRegular(lstatSync(path), path, most);
  // What has taken its place since is refused too, without waiting for it.
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    expectRegular(fstatSync(file), path, most);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Reads a file of an earlier run whole, as `openOwnFile` opens it. */
export function readOwnFile(path: string, most: number): string {
  const file = openOwnFile(path, most);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function expectRegular(found: Stats, path: string, most: number): void {
  if (!found.isFile()) throw new Error(`${path} is no regular file`);
  if (found.size > most) throw new Error(`${path} is larger than ${most} bytes`);
}
