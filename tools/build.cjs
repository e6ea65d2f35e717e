'use strict';
/**
 * Builds dist/: the code of support/ and the policy beside it, at the same depth, so that from either
 * the same files are found; what the pages run and wear; the types; and doors for ES modules onto the
 * same instance. Nothing to do where dist/ is newer than its sources. A room that every run loads is one
 * file with its doors beside it, since Node takes longer to find a file than to read it; all others are
 * each by itself.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { gzipSync } = require('node:zlib');
const { bin, exports: doors } = require('../package.json');
const { compileRoom, ROOMS } = require('./build-room.cjs');
const verifier = require('./verifier/build.cjs');
const { files: entryFiles } = require('./types.tsconfig.json');

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');
const POLICY = ['controls', 'profiles'];
const OTHERS = [
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
  ...['tools/types.tsconfig.json', 'tools/build-room.cjs', ...verifier.FILES],
];

const SOURCE = /\.tsx?$/;
const AS_IS = /\.cjs$|^support\/hosts\/cli\/init\/files\//;
const NOT_BUILT =
  /^support\/hosts\/cli\/init\/files\/|\.(?:spec|d)\.ts$|^support\/(?:page\/\w+|verify)\/browser\//;

/** What lies in a folder of the repository, directories too. */
function entriesOf(folder) {
  return fs
    .readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`);
}

const entries = ['support', ...POLICY].flatMap(entriesOf);
const sources = entries.filter((path) => SOURCE.test(path) && !NOT_BUILT.test(path));

function inRoot(path) {
  return join(ROOT, path);
}

// What was removed shows in the time of its directory.
function isFresh() {
  const stamp = fs.statSync(join(DIST, 'sources.json'), { throwIfNoEntry: false });
  const ingredients = ['support', ...POLICY, ...entries, ...OTHERS, relative(ROOT, __filename)];
  const isOlder = (path) => fs.statSync(path).mtimeMs <= stamp.mtimeMs;
  return stamp && ingredients.map(inRoot).filter(fs.existsSync).every(isOlder);
}

function build(out) {
  compile(out);
  for (const path of entries.filter((each) => AS_IS.test(each))) {
    if (fs.statSync(join(ROOT, path)).isDirectory()) continue;
    write(join(out, path.replace(/^support\//, '')), fs.readFileSync(join(ROOT, path)));
  }
  fs.chmodSync(join(out, relative(DIST, join(ROOT, bin.iamspec))), 0o755);
  write(join(out, 'page', 'preact.js'), preact());
  write(join(out, 'formats', 'zip.js'), partOf('fflate', 'Zip, ZipDeflate'));
  write(join(out, 'formats', 'calendar.js'), partOf('ical-generator', 'default'));
  write(join(out, 'page', 'assets.js'), `module.exports = ${JSON.stringify(assets())};\n`);
  write(join(out, 'verify', 'verifier.html.gz'), gzipSync(verifier.verifierPage(out, bundle)));
  // Evidence names the commit that judged, also where there is no checkout.
  write(join(out, 'commit'), commit());
  declareTypes(out);
}

function inDist(path) {
  return path.replace(/^support\//, '').replace(SOURCE, '.js');
}

function compile(out) {
  const options = {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: '#jsx',
    // Node would resolve a native import() without our extensions and index files.
    supported: { 'dynamic-import': false },
    tsconfigRaw: {},
    logLevel: 'error',
  };
  const others = sources.filter((path) => !Object.hasOwn(ROOMS, path.split('/')[1]));
  require('esbuild').buildSync({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: others.map((path) => ({ in: path, out: inDist(path).replace(/\.js$/, '') })),
    outdir: out,
  });
  for (const name of Object.keys(ROOMS)) {
    for (const [path, text] of compileRoom(name, options)) write(join(out, name, path), text);
  }
  for (const path of others) nameFiles(join(out, inDist(path)));
  for (const name of Object.keys(ROOMS)) nameFiles(join(out, name, 'room.js'));
}

// Node looks for what has no ending in several places, which is a good part of a start.
function nameFiles(file) {
  const text = fs.readFileSync(file, 'utf8');
  const named = text.replace(/\brequire\("(\.\.?(?:\/[^"]*)?)"\)/g, (call, path) => {
    const end = ['.js', '/index.js'].find((each) =>
      fs.existsSync(join(dirname(file), path + each)),
    );
    return end === undefined ? call : `require("${path}${end}")`;
  });
  fs.writeFileSync(file, named);
}

function bundle(options) {
  const { outputFiles } = require('esbuild').buildSync({
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    ...options,
    write: false,
  });
  return outputFiles[0].text;
}

// In one piece: Preact is ES modules alone, which Jest cannot load.
function preact() {
  const contents = `export { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
    export { renderToString } from 'preact-render-to-string';`;
  return bundle({
    stdin: { contents, resolveDir: ROOT },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}

// What a workbook is packed with: all of fflate, in all its kinds, is 0.8 MB.
// Packages of which a format needs a part: so nobody has to install them.
function partOf(name, contents) {
  const folder = join(ROOT, 'node_modules', name);
  const licence = fs.readFileSync(join(folder, 'LICENSE'));
  return bundle({
    stdin: { contents: `export { ${contents} } from '${name}';`, resolveDir: ROOT },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: `/* ${name}\n${licence}*/` },
  });
}

function assets() {
  const kit = join(ROOT, 'support', 'page', 'kit');
  return Object.fromEntries(
    ['account', 'organization', 'history'].map((name) => {
      const page = join(ROOT, 'support', 'page', name);
      const sheets = ['theme', 'frame', 'parts'].map((each) => join(kit, `${each}.css`));
      const style = [...sheets, join(page, 'page.css'), join(kit, 'media.css')]
        .map((path) => fs.readFileSync(path, 'utf8'))
        .join('\n');
      const entryPoints = [join(page, 'browser', 'main.ts')].filter(fs.existsSync);
      const options = { platform: 'browser', target: 'es2022', format: 'iife' };
      // A page without a table to sort and narrow runs nothing.
      const script = entryPoints.length > 0 ? bundle({ entryPoints, ...options }).trim() : '';
      return [name, { style, script }];
    }),
  );
}

function declareTypes(out) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(__dirname, 'types.tsconfig.json');
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', join(out, 'types')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  dropUnseen(out);
  for (const path of sources.filter((each) => each.startsWith('profiles/'))) {
    const file = join(out, 'types', path.replace(SOURCE, ''));
    const text = `declare const profile: import('../support/index.js').Profile;\nexport default profile;\n`;
    write(`${file}.d.ts`, text);
    write(`${file}.d.mts`, text);
  }
}

// Nobody can see what no door leads to.
function dropUnseen(out) {
  const types = join(out, 'types');
  const seen = new Set();
  const visit = (file) => {
    const path = [file, `${file}.d.ts`, `${file}/index.d.ts`].find(
      (each) => each.endsWith('.d.ts') && fs.existsSync(each),
    );
    if (path === undefined || seen.has(path)) return;
    seen.add(path);
    const imported = fs
      .readFileSync(path, 'utf8')
      .matchAll(/(?:from|import|import\() ?['"](\.[^'"]*)['"]/g);
    for (const [, to] of imported) visit(join(dirname(path), to.replace(/\.js$/, '')));
  };
  for (const entry of entryFiles) visit(join(types, entry.replace(/^\.\.\/|\.ts$/g, '')));
  for (const name of fs.readdirSync(types, { recursive: true })) {
    const path = join(types, name);
    if (path.endsWith('.d.ts') && !seen.has(path)) fs.rmSync(path);
  }
}

/** Lets ES modules in: the same instance, by name. */
function openDoors() {
  for (const door of Object.values(doors)) {
    if (typeof door === 'string') continue;
    for (const [file, declared, types] of filesOf(door)) {
      const { __esModule, default: main, ...others } = require(file);
      // What some of it is loaded for takes the mask away.
      process.umask(0o022);
      const lines = [
        `import library from './${file.slice(dirname(file).length + 1)}';`,
        ...(main === undefined ? [] : ['export default library.default;']),
        ...(Object.keys(others).length === 0
          ? []
          : [`export const { ${Object.keys(others).join(', ')} } = library;`]),
      ];
      write(file.replace(/\.js$/, '.mjs'), `${lines.join('\n')}\n`);
      if (!fs.existsSync(declared)) write(declared, `export * from './${types}';\n`);
    }
  }
}

function filesOf({ require: { types, default: code }, import: { types: declared } }) {
  const names = code.includes('*')
    ? sources.filter((path) => path.startsWith('profiles/')).map((path) => path.slice(9, -3))
    : [''];
  return names.map((name) => [
    join(ROOT, code.replace('*', name)),
    join(ROOT, declared.replace('*', name)),
    types.slice(types.lastIndexOf('/') + 1).replace(/\.d\.ts$/, '.js'),
  ]);
}

function commit() {
  try {
    const options = { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['rev-parse', 'HEAD'], options);
  } catch {
    return '';
  }
}

function write(path, content) {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, content);
}

/** The SHA-256 of each file of the policy: only of this text is what was built the same. */
function hashes() {
  const own = sources.filter((path) => POLICY.includes(path.split('/')[0]));
  return Object.fromEntries(
    own.map((path) => {
      const content = fs.readFileSync(join(ROOT, path));
      return [path, createHash('sha256').update(content).digest('hex')];
    }),
  );
}

if (!isFresh()) {
  // What a package brings is for everybody to read.
  process.umask(0o022);
  const began = new Date();
  const [aside, former] = [`${DIST}.${process.pid}`, `${DIST}.${process.pid}.former`];
  try {
    build(aside);
    if (fs.existsSync(DIST)) fs.renameSync(DIST, former);
    fs.renameSync(aside, DIST);
    openDoors();
    const stamp = join(DIST, 'sources.json');
    write(stamp, `${JSON.stringify(hashes(), null, 1)}\n`);
    fs.utimesSync(stamp, began, began);
  } finally {
    for (const path of [aside, former]) fs.rmSync(path, { recursive: true, force: true });
  }
}
