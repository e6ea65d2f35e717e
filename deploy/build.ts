import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { sourcesBelow } from './modules';

const ROOT = join(__dirname, '..');

// What the code reads at run time besides the controls and profiles: waivers, maps, templates.
const FILES = [
  ...readdirSync(join(ROOT, 'profiles'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `profiles/${name}`),
  // The evidence names it.
  'dist/commit',
];

const TEMPLATES = ['evidence-bucket.yaml', 'member-role.yaml', 'organization.asl.json'];

/** Builds all that is deployed into `out`, made anew: the functions in `lambda/`, the templates beside it. */
export async function buildAll(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await buildLambda(join(out, 'lambda'));
  for (const name of TEMPLATES) cpSync(join(__dirname, name), join(out, name));
  writeFileSync(join(out, 'organization.yaml'), organizationTemplate());
}

/** The template of the stack, the member role's put into its StackSet. */
export function organizationTemplate(): string {
  const template = readFileSync(join(__dirname, 'organization.yaml'), 'utf8');
  const role = readFileSync(join(__dirname, 'member-role.yaml'), 'utf8');
  const [before = '', after, ...more] = template.split(MEMBER_ROLE);
  if (after === undefined || more.length > 0) {
    throw new Error(`organization.yaml must hold ${MEMBER_ROLE.trim()} once`);
  }
  const body = role.trimEnd().replace(/^(?=.)/gm, '        ');
  return `${before}      TemplateBody: |\n${body}\n${after}`;
}

const MEMBER_ROLE = '      TemplateBody: "{{member-role.yaml}}"\n';

// As deep as the same code lies in the package, so that it finds the same files.
const CODE = 'dist/lambda/index.js';

/** Builds the code of the functions: one bundle, every control and profile in it. */
export async function buildLambda(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const modules = sourcesBelow(ROOT);
  await bundleCode(modules, join(out, CODE));
  copyFiles(modules, out);
  selfTest(out);
  forEverybody(out);
}

async function bundleCode(modules: readonly string[], outfile: string): Promise<void> {
  await build({
    stdin: { contents: entry(modules), resolveDir: ROOT, sourcefile: 'entry.ts', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    // All is compiled already.
    external: ['jiti'],
    logLevel: 'error',
  });
}

function copyFiles(modules: readonly string[], out: string): void {
  for (const path of [...modules, ...FILES]) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    cpSync(join(ROOT, path), join(out, path));
  }
}

function entry(modules: readonly string[]): string {
  const lines = modules.map(
    (path) => `  ${JSON.stringify(path)}: () => require('./dist/${path.replace(/\.ts$/, '.js')}'),`,
  );
  return [
    "import { provideModules } from './dist/run';",
    "import { moduleServer } from './deploy/modules';",
    `provideModules(moduleServer({\n${lines.join('\n')}\n}, require('node:path').join(__dirname, '../..')));`,
    "export * from './dist/hosts/lambda';",
  ].join('\n');
}

// Proves that every control and profile loads, and that a page can be written.
function selfTest(out: string): void {
  const script =
    'require(process.argv[1]).selfTest().catch((e) => { console.error(e); process.exit(1) })';
  execFileSync(process.execPath, ['-e', script, join(out, CODE)], {
    cwd: out,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

// A function is not run by the user that built it.
function forEverybody(out: string): void {
  chmodSync(out, 0o755);
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
