'use strict';
require('../support/typescript.cjs');
const { jestCache } = require('../support/hosts/jest/cache.ts');

module.exports = {
  ...jestCache('specs'),
  rootDir: '..',
  maxWorkers: '100%',
  testSequencer: '<rootDir>/tools/specs.sequencer.cjs',
  testMatch: [
    '<rootDir>/support/**/*.spec.ts',
    '<rootDir>/controls/**/*.spec.ts',
    '<rootDir>/profiles/**/*.spec.ts',
    '<rootDir>/deploy/**/*.spec.ts',
    '<rootDir>/tools/**/*.spec.ts',
  ],
  transform: { '\\.tsx?$': '<rootDir>/support/typescript.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/reports/', '<rootDir>/deploy/dist/', '<rootDir>/compiled/'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
  setupFiles: ['<rootDir>/tools/specs.setup.cjs'],
  testTimeout: 240_000,
  // The rooms that judge, held by their own specs: what runs in other processes does not count.
  collectCoverageFrom: ['support/{report,control,judge,run}/**/*.ts', '!**/*.spec.ts'],
  coverageReporters: ['text-summary'],
  coverageThreshold: {
    './support/report/': { statements: 99, branches: 96, functions: 100, lines: 99 },
    './support/control/': { statements: 99, branches: 96, functions: 99, lines: 99 },
    './support/judge/': { statements: 90, branches: 80, functions: 90, lines: 90 },
    './support/run/': { statements: 85, branches: 70, functions: 85, lines: 85 },
  },
};
