'use strict';
/**
 * Says by the output `own` which iamspec a policy repository has installed. It is the one that its
 * controls are written for and its lock names, and it refuses to be replaced by another. None, where
 * no package.json here or above names iamspec. One that is named but not installed is none either:
 * the action's iamspec then says so and could not check. What installs it is the caller's to know.
 */
const { existsSync, readFileSync, realpathSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { setOutputs } = require('./outputs.cjs');

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function ownCommand(directory) {
  const file = join(directory, 'package.json');
  if (existsSync(file) && namesIamspec(readFileSync(file, 'utf8'))) return commandOf(file);
  const parent = dirname(directory);
  return parent === directory ? '' : ownCommand(parent);
}

function namesIamspec(text) {
  try {
    const manifest = JSON.parse(text);
    // A checkout of iamspec has its own, too.
    return (
      manifest.name === 'iamspec' || FIELDS.some((field) => 'iamspec' in (manifest[field] ?? {}))
    );
  } catch {
    return false;
  }
}

function commandOf(file) {
  try {
    const manifest = realpathSync(createRequire(file).resolve('iamspec/package.json'));
    return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.iamspec);
  } catch {
    return '';
  }
}

setOutputs({ own: ownCommand(process.cwd()) });
