'use strict';
// Jest takes the runner of plain test files from here, also in a process that cannot load .ts yet.
require('../../typescript.cjs');
module.exports = require('./test-runner.ts').runPlainTests;
