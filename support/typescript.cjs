'use strict';
// Lets plain Node (20 too, which cannot strip types) load the project's .ts files: `node --require`.
// What esbuild makes of a file is kept by the hash of its text, so that a warm start compiles nothing.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, join } = require('node:path');

const { version } = require('esbuild/package.json');

const CACHE = join(__dirname, '..', 'node_modules', '.cache', 'iamspec');
const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  // Node would resolve a native import() without our extensions and index files.
  supported: { 'dynamic-import': false },
  sourcemap: 'inline',
};

/** Compiles TypeScript to CommonJS; the sources' `import()` becomes `require()`. */
function compile(source, filename) {
  const sourcefile = basename(filename);
  const key = JSON.stringify([version, OPTIONS, sourcefile, source]);
  const cached = join(CACHE, `${createHash('sha256').update(key).digest('hex')}.js`);
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const { code } = require('esbuild').transformSync(source, { ...OPTIONS, sourcefile });
    keep(cached, code);
    return code;
  }
}

// Where node_modules cannot be written, each start compiles again.
function keep(path, code) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}

Module._extensions['.ts'] = (module, filename) => {
  module._compile(compile(readFileSync(filename, 'utf8'), filename), filename);
};

module.exports = { compile };
