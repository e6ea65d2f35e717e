'use strict';
/**
 * Builds the auditor's page: what verifies a bundle, with iamspec's policy, in one file that asks for nothing. What
 * of Node the writers of evidence use is replaced by what lies in node/.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join } = require('node:path');
const { version } = require('../../package.json');

const ROOT = join(__dirname, '..', '..');
const BROWSER = join(ROOT, 'support', 'verify', 'browser');

const UNUSED = ['uuid', 'cli-table3', 'string-width', '#formats/calendar'];

/** What of it lies in the repository besides support/. */
const FILES = ['tools/verifier/build.cjs', ...filesIn('tools/verifier/node')];

function filesIn(folder) {
  return fs.readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
}

/** The HTML; `bundle` gives the text of a bundle by esbuild's options, `built` is what was built already. */
function verifierPage(built, bundle) {
  const policy = join(built, 'verify', 'policy.cjs');
  fs.mkdirSync(join(built, 'verify'), { recursive: true });
  fs.writeFileSync(policy, policyModule());
  try {
    return assembled(styleOf(), scriptOf({ built, policy, bundle }));
  } finally {
    fs.rmSync(policy);
  }
}

function styleOf() {
  const kit = join(ROOT, 'support', 'page', 'kit');
  const sheets = ['theme', 'frame', 'parts'].map((each) => join(kit, `${each}.css`));
  return [...sheets, join(kit, 'media.css'), join(BROWSER, 'page.css')]
    .map((path) => fs.readFileSync(path, 'utf8'))
    .join('\n');
}

function scriptOf({ built, policy, bundle }) {
  const node = (name) => join(__dirname, 'node', name);
  const others = ['fs', 'util', 'stream', 'worker_threads', 'os', 'url', 'child_process'];
  const replaced = { crypto: 'crypto.cjs', zlib: 'zlib.cjs', path: 'path.cjs' };
  const names = [...others.map((name) => [name, 'others.cjs']), ...Object.entries(replaced)];
  return (
    bundle({
      entryPoints: [join(BROWSER, 'main.ts')],
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      charset: 'ascii',
      jsx: 'automatic',
      jsxImportSource: '#jsx',
      inject: [node('globals.mjs')],
      nodePaths: [join(ROOT, 'node_modules')],
      define: { 'process.env.NODE_ENV': '"production"', __dirname: '"/"', global: 'globalThis' },
      alias: {
        ...Object.fromEntries(
          names.flatMap(([name, file]) => [
            [name, node(file)],
            [`node:${name}`, node(file)],
          ]),
        ),
        // What no file of a bundle is written with.
        ...Object.fromEntries(UNUSED.map((name) => [name, node('others.cjs')])),
        zod: node('zod.mjs'),
        'csv-parse/sync': 'csv-parse/browser/esm/sync',
        'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
        '#verify/policy': policy,
        '#jsx/jsx-runtime': join(ROOT, 'support', 'page', 'kit', 'jsx-runtime.ts'),
        '#page/preact': join(built, 'page', 'preact.js'),
        '#page/assets': join(built, 'page', 'assets.js'),
        '#formats/zip': 'fflate',
        iamspec: join(ROOT, 'support', 'index.ts'),
        'iamspec/criteria': join(ROOT, 'support', 'control', 'criteria', 'index.ts'),
        'iamspec/profiles': join(ROOT, 'profiles'),
      },
    })
      .trim()
      // In a text, where it means the same; it would begin a comment of HTML.
      .replaceAll('<!--', '<\\!--')
  );
}

// What each file declares, with the SHA-256 of the text that it was built of.
function policyModule() {
  const list = (folder, end) =>
    filesIn(folder)
      .filter((path) => end.test(path))
      .sort()
      .map((path) => {
        const sha256 = digest(fs.readFileSync(join(ROOT, path)), 'hex');
        const load = `() => require(${JSON.stringify(join(ROOT, path))})`;
        return `{ path: ${JSON.stringify(path)}, sha256: '${sha256}', load: ${load} }`;
      })
      .join(',\n');
  return `exports.controls = [${list('controls', /\.test\.ts$/)}];
    exports.profiles = [${list('profiles', /^(?!.*\.spec\.).*\.ts$/)}];`;
}

function digest(text, encoding) {
  return createHash('sha256').update(text).digest(encoding);
}

function assembled(style, script) {
  if (/<\/script/i.test(script)) throw new Error('the script would end its element');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(script, 'base64')}'`,
    `style-src 'sha256-${digest(style, 'base64')}'`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // The command that writes it fills in the commit.
  const build = JSON.stringify({ version, commit: '', code: digest(style + script, 'hex') });
  const parts = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    style: `<style>${style}</style>`,
    data: `<script type="application/json" id="data">${build}</script>`,
    script: `<script>${script}</script>`,
  };
  const template = fs.readFileSync(join(BROWSER, 'page.html'), 'utf8');
  return template.replace(/<!--(\w+)-->/g, (_, name) => parts[name]);
}

module.exports = { verifierPage, FILES };
