'use strict';
// What is used of node:path, for paths with slashes.

function join(...parts) {
  const steps = [];
  const whole = parts.filter(Boolean).join('/');
  for (const step of whole.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !whole.startsWith('/')) steps.push(step);
  }
  return `${whole.startsWith('/') ? '/' : ''}${steps.join('/')}` || '.';
}

exports.sep = '/';
exports.join = join;
exports.resolve = (...parts) => join('/', ...parts);
exports.isAbsolute = (path) => path.startsWith('/');
exports.basename = (path) => path.slice(path.lastIndexOf('/') + 1);
exports.dirname = (path) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
exports.relative = (from, to) => (to.startsWith(`${from}/`) ? to.slice(from.length + 1) : to);
exports.posix = exports;
