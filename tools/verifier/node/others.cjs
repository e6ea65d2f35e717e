'use strict';
// In place of what a page has not, and never needs.
module.exports = {
  // A page has no files.
  existsSync: () => false,
  constants: {},
  types: {
    isGeneratorObject: (value) => Object.prototype.toString.call(value) === '[object Generator]',
  },
  Stream: class {},
};
