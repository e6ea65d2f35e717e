'use strict';
// `npm pack` calls it: compiles what a package runs into compiled/, so that it needs no cache to
// start fast. The names are hashes of the sources, so nothing there can be out of date.
const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { CACHE, SHIPPED, compile, nameOf } = require('./typescript.cjs');

const ROOT = join(__dirname, '..');

rmSync(SHIPPED, { recursive: true, force: true });
mkdirSync(SHIPPED);
// Evidence names the commit that judged, also where there is no checkout.
writeFileSync(join(SHIPPED, 'commit'), execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }));
for (const folder of ['controls', 'profiles', 'support']) {
  for (const file of readdirSync(join(ROOT, folder), { recursive: true })) {
    if (!/\.tsx?$/.test(file) || /\.(?:spec|d)\.ts$/.test(file)) continue;
    const path = join(ROOT, folder, file);
    const source = readFileSync(path, 'utf8');
    compile(source, path);
    cpSync(join(CACHE, nameOf(source, path)), join(SHIPPED, nameOf(source, path)));
  }
}

// The page's script and libraries, each in one piece.
require('./evidence/page/write');
require('./organization/page/write');
for (const file of require('./evidence/page/script').madeFiles()) {
  cpSync(join(CACHE, file), join(SHIPPED, file));
}
