import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { scripts } from '../package.json';
import { brokenRows, stamp } from '../tools/testing/npm-test';
import { copyProject, writeTemporary } from '../tools/testing/project';
import { AS_OF, csv } from '../tools/testing/report';

const ROOT = join(__dirname, '..');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const USER = process.geteuid?.() ?? 0;

/** Goes through Jest's own compiler and sandbox. */
const PLAIN = "test('two and two', () => { expect(2 + 2).toBe(4); });";

/** A project with a cache and temporary files of its own, and a file that planted code would leave. */
function place(name = 'project') {
  const home = copyProject({ 'controls/plain.test.ts': PLAIN }, true);
  const project = join(home, name);
  mkdirSync(project);
  for (const file of readdirSync(home).filter((each) => each !== name)) {
    renameSync(join(home, file), join(project, file));
  }
  unlinkSync(join(project, 'node_modules'));
  return furnished(home, project);
}

/** The same with no more than what `LOADER` loads. */
function smallPlace() {
  const project = dirname(writeTemporary('package.json', '{}'));
  for (const file of ['cache.cjs', 'node-version.cjs', 'typescript.cjs', 'report']) {
    cpSync(join(ROOT, 'support', file), join(project, 'support', file), { recursive: true });
  }
  cpSync(join(ROOT, 'package.json'), join(project, 'package.json'));
  return furnished(project, project);
}

function furnished(home: string, project: string) {
  mkdirSync(join(project, 'node_modules'));
  for (const file of readdirSync(join(ROOT, 'node_modules'))) {
    if (file === '.cache') continue;
    symlinkSync(join(ROOT, 'node_modules', file), join(project, 'node_modules', file));
  }
  const temporary = mkdtempSync(join(home, 'tmp-'));
  return {
    project,
    temporary,
    parent: join(project, 'node_modules', '.cache'),
    cache: join(project, 'node_modules', '.cache', 'iamspec'),
    marker: join(home, 'executed'),
  };
}

type Place = ReturnType<typeof place>;

/** The commands that start the project's code; each tells of bob, who has no MFA. */
const STARTS = {
  'npm test': scripts.test.split(' ').slice(1),
  'jest by itself': [JEST],
  iamspec: [
    'support/hosts/cli/bin.cjs',
    'summary',
    '--report',
    'report.csv',
    '--as-of',
    stamp(AS_OF),
  ],
};

/** Loads some of the code, the way that all of them do: enough to see whether the cache is run. */
const LOADER = ['--require', './support/typescript.cjs', 'support/report/index.ts'];

/** What a command may be started with besides. */
interface Circumstances {
  readonly umask?: string;
  /** Code that Node runs first. */
  readonly preload?: string;
}

/** Runs a command in the project. */
async function start(
  { project, temporary }: Place,
  args: readonly string[],
  { umask = '022', preload }: Circumstances = {},
) {
  writeFileSync(join(project, 'report.csv'), csv(brokenRows(AS_OF)));
  const env = {
    PATH: process.env.PATH,
    HOME: temporary,
    TMPDIR: temporary,
    IAMSPEC_REPORT: 'report.csv',
    IAMSPEC_AS_OF: stamp(AS_OF),
    ...(preload && { NODE_OPTIONS: `--require ${writeTemporary('preload.cjs', preload)}` }),
  };
  const script = `umask ${umask} && exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, ...args], { cwd: project, env });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { exitCode, stdout, stderr };
}

/** A project whose cache holds all that it needs. */
function warmed(name?: string): Place {
  return withCacheOf(warm, place(name));
}

function withCacheOf({ cache }: Place, here: Place): Place {
  mkdirSync(here.parent, { mode: 0o700 });
  cpSync(cache, here.cache, { recursive: true });
  chmodSync(here.cache, 0o700);
  return here;
}

/** A project for `LOADER` with planted code in front of each file of its cache. */
function planted(): Place {
  const here = withCacheOf(small, smallPlace());
  plant(here.cache, here.marker);
  return here;
}

let small: Place;
let warm: Place;
const beginnings = new Map<string, { readonly stdout: string; readonly open: readonly string[] }>();
beforeAll(async () => {
  small = smallPlace();
  await start(small, LOADER);
  warm = place();
  for (const [name, args] of Object.entries(STARTS)) {
    const { stdout } = await start(warm, args, { umask: '000' });
    const written = [warm.parent, warm.temporary, join(warm.project, 'reports')];
    beginnings.set(name, { stdout, open: written.flatMap(shared) });
  }
});

/** Puts code in front of all that a cache holds, as whoever can write there would. */
function plant(directory: string, marker: string): void {
  const payload = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');\n`;
  for (const path of filesBelow(directory)) {
    const content = readFileSync(path, 'utf8');
    const byJest = /^[0-9a-f]{32}\n/.test(content);
    if (!byJest && !path.endsWith('.js')) continue;
    const code = payload + (byJest ? content.slice(33) : content);
    const sum = createHash('sha1').update(code).digest('hex').slice(0, 32);
    writeFileSync(path, byJest ? `${sum}\n${code}` : code);
  }
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** What others than its owner can do anything with, links apart. */
function shared(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return [directory, ...all.map((name) => join(directory, name))].filter((path) => {
    const stats = lstatSync(path);
    return !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0;
  });
}

/** Tells whether the compiler was asked for. */
const spy = (marker: string) => `const { _load } = require('node:module');
  require('node:module')._load = (request, ...rest) => {
    if (request === 'esbuild') require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');
    return _load(request, ...rest);
  };`;

describe("Jest's cache among the temporary files, as another user would plant it", () => {
  test.each(['npm test', 'jest by itself'] as const)('is not run by %s', async (name) => {
    const here = warmed();
    const guessed = join(here.temporary, `jest_${USER.toString(36)}`);
    await start(here, [...STARTS[name], '--cacheDirectory', guessed]);
    plant(guessed, here.marker);
    const { stdout } = await start(here, STARTS[name]);
    expect(stdout).toContain('bob');
    expect(existsSync(here.marker)).toBe(false);
  });
});

describe('the cache of the project', () => {
  test('is run where it is ours alone: else nothing here would prove anything', async () => {
    const here = warmed();
    plant(here.cache, here.marker);
    await start(here, STARTS.iamspec);
    expect(existsSync(here.marker)).toBe(true);
  });

  test('is run below a directory for everybody that is sticky, such as /tmp', async () => {
    const here = planted();
    chmodSync(here.parent, 0o1777);
    await start(here, LOADER);
    expect(existsSync(here.marker)).toBe(true);
  });

  const OPEN: Readonly<Record<string, (here: Place) => void>> = {
    'that others can write': ({ cache }) => chmodSync(cache, 0o777),
    'that a group can write': ({ cache }) => chmodSync(cache, 0o770),
    'that is sticky, but not private': ({ cache }) => chmodSync(cache, 0o1777),
    'below a directory that others can write': ({ parent }) => chmodSync(parent, 0o777),
    'that is a link to elsewhere': ({ cache, temporary }) => {
      renameSync(cache, join(temporary, 'elsewhere'));
      symlinkSync(join(temporary, 'elsewhere'), cache);
    },
    'below a link to elsewhere': ({ parent, temporary }) => {
      renameSync(parent, join(temporary, 'elsewhere'));
      symlinkSync(join(temporary, 'elsewhere'), parent);
    },
  };
  test.each(Object.entries(OPEN))('%s is not run, which is said', async (_, become) => {
    const here = planted();
    become(here);
    const { exitCode, stderr } = await start(here, LOADER);
    expect(existsSync(here.marker)).toBe(false);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^iamspec: no cache is used, and each start compiles again: .*node_modules\/\.cache.*\. Remove it\.$/m,
    );
  });

  test('that others can write is not run by Jest either, which iamspec starts', async () => {
    const here = warmed();
    plant(here.cache, here.marker);
    chmodSync(here.cache, 0o777);
    const { stdout } = await start(here, STARTS.iamspec);
    expect(existsSync(here.marker)).toBe(false);
    expect(stdout).toContain('bob');
  });

  test('that belongs to another user is not run, which is said', async () => {
    const here = planted();
    const preload = `process.geteuid = () => ${USER + 1};`;
    const { exitCode, stderr } = await start(here, LOADER, { preload });
    expect(existsSync(here.marker)).toBe(false);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('belongs to another user');
  });

  test('of an earlier version, which others can read, becomes private', async () => {
    const here = smallPlace();
    mkdirSync(here.cache, { recursive: true });
    chmodSync(here.cache, 0o755);
    await start(here, LOADER);
    expect(lstatSync(here.cache).mode & 0o777).toBe(0o700);
  });

  test('may be missing: where node_modules cannot be written, each start compiles', async () => {
    const here = place();
    writeFileSync(here.parent, 'no directory');
    const preload = spy(here.marker);
    const { exitCode, stdout, stderr } = await start(here, STARTS['npm test'], { preload });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('bob');
    expect(stderr).not.toContain('cache');
    expect(existsSync(here.marker)).toBe(true);
    expect(readdirSync(here.temporary)).toEqual([]);
  });

  test('lets a second start compile nothing', async () => {
    const { exitCode } = await start(warm, STARTS['npm test'], { preload: spy(warm.marker) });
    expect(exitCode).toBe(1);
    expect(existsSync(warm.marker)).toBe(false);
  });

  test('may lie in a directory whose name is no pattern', async () => {
    const { exitCode } = await start(warmed('c++ [1] (two'), STARTS['npm test']);
    expect(exitCode).toBe(1);
  });
});

describe('with umask 000 nothing is for others to read', () => {
  test.each(Object.keys(STARTS))('of what %s writes', (name) => {
    const { stdout, open } = beginnings.get(name) ?? {};
    expect(stdout).toContain('bob');
    expect(open).toEqual([]);
    expect(filesBelow(warm.cache).length).toBeGreaterThan(10);
  });
});

test('a control that a command writes into the project is for whom its user wants it', async () => {
  const here = warmed();
  await start(here, ['support/hosts/cli/bin.cjs', 'new-control', 'badge-worn']);
  const control = join(here.project, 'controls', 'badge-worn.test.ts');
  expect(lstatSync(control).mode & 0o777).toBe(0o644);
});
