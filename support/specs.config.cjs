'use strict';
// Jest's configuration for the self-tests.
require('./typescript.cjs');
const { jestCache } = require('./jest/cache.ts');

module.exports = {
  ...jestCache('specs'),
  rootDir: '..',
  maxWorkers: '100%',
  testSequencer: '<rootDir>/support/specs.sequencer.cjs',
  testMatch: [
    '<rootDir>/support/**/*.spec.ts',
    '<rootDir>/controls/**/*.spec.ts',
    '<rootDir>/profiles/**/*.spec.ts',
    '<rootDir>/deploy/**/*.spec.ts',
  ],
  transform: { '\\.tsx?$': '<rootDir>/support/typescript.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/reports/', '<rootDir>/deploy/dist/', '<rootDir>/compiled/'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
  testTimeout: 240_000,
};
