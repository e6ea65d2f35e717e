/**
 * Makes `npx iamspec` in a checkout run this checkout. npm installs a package's own command into
 * its cache once for each path and never again, so that a command that has moved since is "not
 * found". What it finds in node_modules it takes from there instead.
 */
const { mkdirSync, rmSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');
const { name, bin } = require('../package.json');

const modules = join(__dirname, '..', 'node_modules');

/** @param {string} target @param {string} path */
function link(target, path) {
  rmSync(path, { force: true });
  symlinkSync(target, path, 'junction');
}

// Windows runs no link: there npm's own way is left.
if (process.platform !== 'win32') {
  mkdirSync(join(modules, '.bin'), { recursive: true });
  link('..', join(modules, name));
  link(join('..', '..', bin.iamspec), join(modules, '.bin', 'iamspec'));
}
