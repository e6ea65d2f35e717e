'use strict';
// `npm pack` compiles what a package runs into compiled/. The names are hashes: nothing can be out of date.
const { execFileSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { SHIPPED } = require('../support/cache.cjs');
const { compile, nameOf } = require('../support/typescript.cjs');

const ROOT = join(__dirname, '..');

// What a package brings is for everybody to read.
process.umask(0o022);

rmSync(SHIPPED, { recursive: true, force: true });
mkdirSync(SHIPPED);
// Evidence names the commit that judged, also where there is no checkout.
writeFileSync(join(SHIPPED, 'commit'), execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }));
for (const file of shipped().filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))) {
  const path = join(ROOT, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(join(SHIPPED, nameOf(source, path)), compile(source, path));
}

for (const [name, code] of require('../support/page').pageScripts()) {
  writeFileSync(join(SHIPPED, name), code);
}

function shipped() {
  const list = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const options = { cwd: ROOT, shell: process.platform === 'win32' };
  const [{ files }] = JSON.parse(execFileSync('npm', list, options));
  return files.map(({ path }) => path);
}
