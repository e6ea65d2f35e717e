'use strict';
// Runs commands on others' bundles, standing in each, and tells which files and modules it opened that are neither
// iamspec's nor the bundle's.
const fs = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');

const ROOT = fs.realpathSync(join(__dirname, '..', '..'));
const OPENING = ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream'];
const LISTING = ['readdir', 'readdirSync', 'opendir', 'opendirSync'];

let bundle = '';
let key = '';
let strange = [];

function followed(path) {
  try {
    return fs.realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}

function look(path, isListing) {
  if (typeof path === 'number') return;
  const target = followed(path instanceof URL ? path.pathname : String(path));
  const isOurs = target === ROOT || target.startsWith(ROOT + sep) || target === key;
  const isOfBundle = isListing ? target === bundle : dirname(target) === bundle;
  if (!isOurs && !isOfBundle) strange.push(target);
}

for (const api of [fs, fs.promises]) {
  for (const name of [...OPENING, ...LISTING]) {
    const original = api[name];
    if (original === undefined) continue;
    api[name] = function (path, ...others) {
      look(path, LISTING.includes(name));
      return original.call(this, path, ...others);
    };
  }
}
const load = Module._load;
Module._load = function (request, ...others) {
  const file = Module._resolveFilename(request, ...others);
  if (sep + file !== file && file.includes(sep) && !file.startsWith(ROOT + sep)) strange.push(file);
  return load.call(this, request, ...others);
};

const { main } = require('../../dist/hosts/cli/main.js');

async function run(args) {
  let output = '';
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write);
  strange = [];
  process.exitCode = undefined;
  for (const stream of streams) {
    stream.write = (text) => {
      output += text;
      return true;
    };
  }
  try {
    await main(['node', 'iamspec', ...args]);
  } finally {
    streams.forEach((stream, at) => {
      stream.write = originals[at];
    });
  }
  return { args, exitCode: process.exitCode ?? 0, output, strange };
}

async function all([told, keyFile, ...bundles]) {
  key = followed(keyFile);
  for (const directory of bundles) {
    bundle = followed(directory);
    process.chdir(directory);
    fs.appendFileSync(told, `begin ${directory}\n`);
    const runs = [];
    for (const args of [
      ['verify', '.'],
      ['verify', '.', '--key', key],
      ['summary', '--report', '.'],
      ['explain', 'alice', '--report', '.'],
      ['remediate', '--report', '.'],
      ['backtest', '--profile', 'baseline', '.'],
    ]) {
      runs.push(await run(args));
    }
    fs.appendFileSync(told, `${JSON.stringify({ directory, runs })}\n`);
  }
  process.exitCode = 0;
}

all(process.argv.slice(2));
