'use strict';
// Lets plain Node load .ts files (Node 20 cannot strip types); what is compiled is kept by the hash of its text.
require('./node-version.cjs');
const { isMainThread } = require('node:worker_threads');

// Evidence holds user names, and kept code is run again: all that is written is its owner's alone, from the first file.
// A worker has its parent's mask.
const GIVEN_UMASK = isMainThread ? process.umask(0o077) : 0o077;

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, extname } = require('node:path');

const { version } = require('esbuild/package.json');
const { keep, readKept } = require('./cache.cjs');

const OPTIONS = {
  jsx: 'automatic',
  jsxImportSource: '#jsx',
  format: 'cjs',
  target: 'node20',
  // Node would resolve a native import() without our extensions and index files.
  supported: { 'dynamic-import': false },
  sourcemap: 'inline',
};

// The sources' `import()` becomes `require()`; package.json's `#jsx/jsx-runtime` makes the elements of a .tsx.
function compile(source, filename) {
  const name = nameOf(source, filename);
  const known = readKept(name);
  if (known !== undefined) return known;
  const loader = extname(filename).slice(1);
  const options = { ...OPTIONS, loader, sourcefile: basename(filename) };
  const { code } = require('esbuild').transformSync(source, options);
  keep(name, code);
  return code;
}

function nameOf(source, filename) {
  const key = JSON.stringify([version, OPTIONS, basename(filename), source]);
  return `${createHash('sha256').update(key).digest('hex')}.js`;
}

function load(module, filename) {
  const code = compile(readFileSync(filename, 'utf8'), filename);
  // Jest's own hook on the module would compile again what is compiled.
  Module.prototype._compile.call(module, code, filename);
}

Module._extensions['.ts'] = load;
Module._extensions['.tsx'] = load;

module.exports = {
  GIVEN_UMASK,
  compile,
  nameOf,
  // Jest takes it for its transformer.
  process: (source, filename) => ({ code: compile(source, filename) }),
};
