'use strict';
/**
 * Writes what the action installs, package.json and package-lock.json beside this file: iamspec of
 * this version, and its dependencies as the lock of this checkout has them. With the tarball of a
 * release, iamspec's own integrity too: `node action/lock.cjs iamspec-1.0.0.tgz`.
 */
const { createHash } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const REGISTRY = 'https://registry.npmjs.org';
const OF_PACKAGE = [
  'license',
  'dependencies',
  'bin',
  'engines',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
];

/** @returns the two files, by name, as texts. */
function lockFiles(tarball) {
  const iamspec = readJson('package.json');
  const lock = readJson('package-lock.json');
  const { name, version, overrides } = iamspec;
  const root = { dependencies: { [name]: version } };
  const own = {
    version,
    resolved: `${REGISTRY}/${name}/-/${name}-${version}.tgz`,
    ...(tarball && { integrity: integrityOf(tarball) }),
    ...Object.fromEntries(OF_PACKAGE.filter((key) => key in iamspec).map((k) => [k, iamspec[k]])),
  };
  const packages = { ...needed(own, lock.packages), [`node_modules/${name}`]: own };
  const sorted = Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
  const { lockfileVersion } = lock;
  return {
    'package.json': text({ private: true, ...root, overrides }),
    'package-lock.json': text({
      name: 'action',
      lockfileVersion,
      requires: true,
      packages: { '': root, ...Object.fromEntries(sorted) },
    }),
  };
}

/** Those of the locked packages that `iamspec` needs, and where they lie. */
function needed(iamspec, packages) {
  const found = {};
  const waiting = Object.keys(dependenciesOf(iamspec)).map((name) => ['', name, iamspec]);
  while (waiting.length > 0) {
    const [from, name, by] = waiting.pop();
    const path = resolve(from, name, packages);
    if (path === undefined) {
      if (name in (by.optionalDependencies ?? {})) continue;
      throw new Error(`package-lock.json lacks ${name}: npm install`);
    }
    if (path in found) continue;
    const { dev, devOptional, ...entry } = packages[path];
    found[path] = { ...entry, ...(devOptional && { optional: true }) };
    for (const next of Object.keys(dependenciesOf(entry))) waiting.push([path, next, entry]);
  }
  return found;
}

function dependenciesOf({
  dependencies,
  optionalDependencies,
  peerDependencies = {},
  peerDependenciesMeta = {},
}) {
  const peers = Object.entries(peerDependencies);
  const wanted = peers.filter(([name]) => !peerDependenciesMeta[name]?.optional);
  return { ...dependencies, ...optionalDependencies, ...Object.fromEntries(wanted) };
}

// As Node looks it up: beside the package, then further up.
function resolve(from, name, packages) {
  const path = `${from && `${from}/`}node_modules/${name}`;
  if (path in packages) return path;
  if (from === '') return undefined;
  return resolve(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name, packages);
}

function integrityOf(tarball) {
  return `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
}

function readJson(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

function text(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

module.exports = { lockFiles };

if (require.main === module) {
  for (const [name, content] of Object.entries(lockFiles(process.argv[2]))) {
    writeFileSync(join(__dirname, name), content);
  }
}
