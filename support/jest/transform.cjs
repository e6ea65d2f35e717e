'use strict';
// Jest's transformer for .ts.
const { compile } = require('../typescript.cjs');

module.exports = {
  process: (source, filename) => ({ code: compile(source, filename) }),
};
