'use strict';
// Lets plain Node (20 too, which cannot strip types) load the project's .ts files: `node --require`.
// What esbuild makes of a file is kept by the hash of its text, so that a warm start compiles nothing.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, extname, join } = require('node:path');

const { version } = require('esbuild/package.json');

const ROOT = join(__dirname, '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'iamspec');
/** What a package brings compiled, under the same names; see build.cjs. */
const SHIPPED = join(ROOT, 'compiled');
const OPTIONS = {
  jsx: 'automatic',
  jsxImportSource: '.',
  format: 'cjs',
  target: 'node20',
  // Node would resolve a native import() without our extensions and index files.
  supported: { 'dynamic-import': false },
  sourcemap: 'inline',
};

/**
 * Compiles TypeScript to CommonJS; the sources' `import()` becomes `require()`. Elements of a .tsx
 * are made by the `jsx-runtime.ts` beside it.
 */
function compile(source, filename) {
  const name = nameOf(source, filename);
  const known = read(join(CACHE, name)) ?? read(join(SHIPPED, name));
  if (known !== undefined) return known;
  const loader = extname(filename).slice(1);
  const options = { ...OPTIONS, loader, sourcefile: basename(filename) };
  const { code } = require('esbuild').transformSync(source, options);
  keep(join(CACHE, name), code);
  return code;
}

function nameOf(source, filename) {
  const key = JSON.stringify([version, OPTIONS, basename(filename), source]);
  return `${createHash('sha256').update(key).digest('hex')}.js`;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// Where node_modules cannot be written, each start compiles again.
function keep(path, code) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}

function load(module, filename) {
  module._compile(compile(readFileSync(filename, 'utf8'), filename), filename);
}

Module._extensions['.ts'] = load;
Module._extensions['.tsx'] = load;

module.exports = { CACHE, SHIPPED, compile, nameOf };
