'use strict';
const { join } = require('node:path');

module.exports = {
  cacheDirectory: join(__dirname, '..', 'node_modules', '.cache', 'specs'),
  rootDir: '..',
  // Many wait for the processes that they start.
  // Many wait for the processes that they start.
  maxWorkers: 3,
  testSequencer: '<rootDir>/tools/specs.sequencer.cjs',
  testMatch: [
    '<rootDir>/support/**/*.spec.ts',
    '<rootDir>/controls/**/*.spec.ts',
    '<rootDir>/profiles/**/*.spec.ts',
    '<rootDir>/deploy/**/*.spec.ts',
    '<rootDir>/tools/**/*.spec.ts',
  ],
  transform: { '\\.tsx?$': '<rootDir>/tools/specs.transform.cjs' },
  moduleNameMapper: {
    '^iamspec$': '<rootDir>/support/index.ts',
    '^iamspec/(criteria|samples)$': '<rootDir>/support/control/$1/index.ts',
    '^iamspec/jest$': '<rootDir>/support/hosts/jest/index.ts',
    '^iamspec/profiles/(.+)$': '<rootDir>/profiles/$1.ts',
    '^#jsx/jsx-runtime$': '<rootDir>/support/page/kit/jsx-runtime.ts',
    '/load-module$': '<rootDir>/tools/testing/load-module.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/reports/', '<rootDir>/deploy/dist/', '<rootDir>/dist'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
  setupFiles: ['<rootDir>/tools/specs.setup.cjs'],
  testTimeout: 240_000,
  // The rooms that judge, held by their own specs: what runs in other processes does not count.
  collectCoverageFrom: ['support/{report,control,judge,run}/**/*.ts', '!**/*.spec.ts'],
  coverageDirectory: '<rootDir>/coverage',
  coverageReporters: ['text-summary', 'json-summary', 'lcov'],
  coverageThreshold: {
    './support/report/': { statements: 99, branches: 96, functions: 100, lines: 99 },
    './support/control/': { statements: 99, branches: 96, functions: 99, lines: 99 },
    './support/judge/': { statements: 90, branches: 80, functions: 90, lines: 90 },
    './support/run/': { statements: 85, branches: 70, functions: 85, lines: 85 },
  },
};
