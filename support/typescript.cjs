'use strict';
// Lets plain Node (20 too, which cannot strip types) load the project's .ts files: `node --require`.
require('esbuild-register/dist/node').register({ extensions: ['.ts'], target: 'node20' });
