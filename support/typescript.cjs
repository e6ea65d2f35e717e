'use strict';
// Lets plain Node (20 too, which cannot strip types) load the project's .ts files: `node --require`.
require('esbuild-register/dist/node').register({
  extensions: ['.ts'],
  target: 'node20',
  // Node would resolve a native import() without our extensions and index files.
  supported: { 'dynamic-import': false },
});
