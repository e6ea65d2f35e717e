import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { sourcesBelow } from './modules';

const ROOT = join(__dirname, '..');

// What the code reads at run time besides the controls and profiles: waivers, maps, templates.
const FILES = [
  ...readdirSync(join(ROOT, 'profiles'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `profiles/${name}`),
  'support/page',
  'support/result/words.ts',
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

/** Builds the code of the functions: one bundle, every control and profile in it. */
export async function buildLambda(out: string): Promise<void> {
  // The page's scripts are compiled there, so it has to be where the packages are found.
  const aside = mkdtempSync(join(ROOT, 'node_modules', '.iamspec-lambda-'));
  try {
    const modules = sourcesBelow(ROOT);
    await bundleCode(modules, join(aside, 'index.js'));
    copyFiles(modules, aside);
    writeCommit(aside);
    selfTest(aside);
    rmSync(out, { recursive: true, force: true });
    cpSync(aside, out, { recursive: true });
    forEverybody(out);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
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
    plugins: [ownDirectory, withoutCompiler],
    logLevel: 'error',
  });
}

function copyFiles(modules: readonly string[], out: string): void {
  for (const path of [...modules, ...FILES]) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    const filter = (source: string) => !/(?:\.spec|[\\/]testing)\.tsx?$/.test(source);
    cpSync(join(ROOT, path), join(out, path), { recursive: true, filter });
  }
}

function entry(modules: readonly string[]): string {
  const lines = modules.map((path) => `  ${JSON.stringify(path)}: () => require('./${path}'),`);
  return [
    "import { serveModules } from './deploy/modules';",
    `serveModules({\n${lines.join('\n')}\n}, __dirname);`,
    "export * from './support/hosts/lambda';",
  ].join('\n');
}

// Each file finds what lies beside it at its own path below the bundle's directory.
const ownDirectory: Plugin = {
  name: 'own-directory',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]support[\\/].*\.(?:tsx?|cjs)$/ }, ({ path }) => {
      const own = JSON.stringify(relative(ROOT, dirname(path)));
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(
        /\b__dirname\b/g,
        `require('node:path').join(__dirname, ${own})`,
      );
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

// What the compiler would make is there already. Its version is asked for all the same.
const withoutCompiler: Plugin = {
  name: 'without-compiler',
  setup({ onResolve }) {
    onResolve({ filter: /^esbuild$/ }, ({ path }) => ({ path, external: true }));
  },
};

// The evidence names the commit, which is read as git keeps it.
function writeCommit(out: string): void {
  const commit = commitOf(ROOT);
  if (commit === undefined) return;
  mkdirSync(join(out, '.git'));
  writeFileSync(join(out, '.git', 'HEAD'), `${commit}\n`);
}

function commitOf(directory: string): string | undefined {
  try {
    const options = { cwd: directory, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], options).trim();
  } catch {
    return undefined;
  }
}

// Proves that every control loads, and compiles the page's scripts into the bundle: a function could not.
function selfTest(out: string): void {
  const script =
    'require(process.argv[1]).selfTest().catch((e) => { console.error(e); process.exit(1) })';
  execFileSync(process.execPath, ['-e', script, join(out, 'index.js')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [modules, kept] = [join(out, 'node_modules'), join(out, 'node_modules/.cache/iamspec')];
  mkdirSync(join(out, 'compiled'));
  for (const name of readdirSync(kept)) {
    renameSync(join(kept, name), join(out, 'compiled', name));
  }
  rmSync(modules, { recursive: true });
}

// A function is not run by the user that built it.
function forEverybody(out: string): void {
  chmodSync(out, 0o755);
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
