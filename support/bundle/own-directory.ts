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

/** Throws ConfigurationError below `root` for a link: it could lead wherever somebody wants us. */
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

/** Throws for a link, a pipe (its reader would wait) or over `most` bytes. The caller closes it. */
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

/** In UTF-8; opened as `openOwnFile` does. */
export function readOwnFile(path: string, most: number): string {
  return readOwnBytes(path, most).toString('utf8');
}

/** The same as bytes. */
export function readOwnBytes(path: string, most: number): Buffer {
  const file = openOwnFile(path, most);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function expectRegular(found: Stats, path: string, most: number): void {
  if (!found.isFile()) throw new Error(`${path} is no regular file`);
  if (found.size > most) throw new Error(`${path} is larger than ${most} bytes`);
}
