'use strict';
// Kept code is run again, with the caller's credentials: so it lies where nobody else can write, or nowhere.
const {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const ROOT = join(__dirname, '..');
// What a package brings compiled; it is as much to be trusted as the sources beside it.
const SHIPPED = join(ROOT, 'compiled');
const CACHE = privateDirectory(join(ROOT, 'node_modules', '.cache', 'iamspec'));

// Makes or checks a directory for its owner alone. Whoever can write above its parent could change the code itself.
function privateDirectory(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const problem = problemOf(dirname(path), [0]) ?? problemOf(path, []);
    if (problem !== undefined) return refuse(problem);
    if ((lstatSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
    return path;
  } catch {
    return undefined;
  }
}

function problemOf(path, otherOwners) {
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
function refuse(problem) {
  if (!isMainThread || process.send !== undefined) return;
  process.stderr.write(
    `iamspec: no cache is used, and each start compiles again: ${problem}. Remove it.\n`,
  );
}

function readKept(name) {
  return (CACHE && read(join(CACHE, name))) ?? read(join(SHIPPED, name));
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// Where nothing can be kept, each start makes it again.
function keep(name, content) {
  if (CACHE === undefined) return;
  const path = join(CACHE, name);
  try {
    writeFileSync(`${path}.${process.pid}`, content, { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}

module.exports = { CACHE, SHIPPED, keep, readKept };
