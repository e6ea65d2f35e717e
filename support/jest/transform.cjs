'use strict';
// Jest's transformer for .ts. esbuild is loaded on a cache miss only: Jest keeps what this returns.
module.exports = {
  process(source, filename) {
    const { code, map } = require('esbuild').transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      sourcemap: true,
      sourcefile: filename,
    });
    return { code, map };
  },
};
