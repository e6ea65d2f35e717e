'use strict';
// A property that fails says with which seed and path; SEED and SEED_PATH draw the same again.
const { SEED, SEED_PATH } = process.env;
if (SEED !== undefined) {
  require('fast-check').configureGlobal({ seed: Number(SEED), path: SEED_PATH });
}
