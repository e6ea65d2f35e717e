'use strict';
// The self-tests run the sources, so that coverage and stack traces are of them.
const { basename } = require('node:path');
const { transformSync } = require('esbuild');

module.exports = {
  process(source, filename) {
    const { code } = transformSync(source, {
      loader: filename.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'automatic',
      jsxImportSource: '#jsx',
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: basename(filename),
      tsconfigRaw: {},
    });
    return { code };
  },
};
