import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../../package.json';
import { brokenRows, stamp } from '../../tools/testing/npm-test';
import { copyProject } from '../../tools/testing/project';
import { AS_OF, csv } from '../../tools/testing/report';
import { privateDirectory } from './cache';

const ROOT = join(__dirname, '..', '..');
const USER = process.geteuid?.() ?? 0;

const directory = mkdtempSync(join(tmpdir(), 'iamspec-cache-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let places = 0;

/** A directory for a cache and the one above it, as node_modules/.cache/iamspec would be. */
function made(mode = 0o700) {
  const parent = join(directory, `node_modules-${places++}`, '.cache');
  const cache = join(parent, 'iamspec');
  mkdirSync(cache, { recursive: true });
  chmodSync(parent, 0o700);
  chmodSync(cache, mode);
  return { parent, cache };
}

/** What `privateDirectory` gives and says. */
function asked(path: string) {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const send = process.send;
  // Jest's own workers are told apart from those of an audit by nothing else.
  delete process.send;
  try {
    return { given: privateDirectory(path), said: write.mock.calls.join('') };
  } finally {
    write.mockRestore();
    if (send) process.send = send;
  }
}

describe('a directory of kept code', () => {
  test('is made for its owner alone', () => {
    const path = join(directory, `node_modules-${places++}`, '.cache', 'iamspec');
    expect(asked(path)).toEqual({ given: path, said: '' });
    expect(lstatSync(path).mode & 0o777).toBe(0o700);
  });

  test('may lie below one for everybody that is sticky, such as /tmp', () => {
    const { parent, cache } = made();
    chmodSync(parent, 0o1777);
    expect(asked(cache)).toEqual({ given: cache, said: '' });
  });

  test('becomes private where others could read it', () => {
    const { cache } = made(0o755);
    expect(asked(cache)).toEqual({ given: cache, said: '' });
    expect(lstatSync(cache).mode & 0o777).toBe(0o700);
  });

  test('is missing, without a word, where it cannot be made', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(asked(join(file, 'iamspec'))).toEqual({ given: undefined, said: '' });
  });

  type Place = ReturnType<typeof made>;
  test.each<[string, (place: Place) => void]>([
    ['that others can write', ({ cache }) => chmodSync(cache, 0o777)],
    ['that a group can write', ({ cache }) => chmodSync(cache, 0o770)],
    ['that is sticky, but not private', ({ cache }) => chmodSync(cache, 0o1777)],
    ['below one that others can write', ({ parent }) => chmodSync(parent, 0o777)],
    ['that is a link to elsewhere', ({ cache }) => link(cache)],
    ['below a link to elsewhere', ({ parent }) => link(parent)],
  ])('%s is none, which is said', (_, become) => {
    const place = made();
    become(place);
    const { given, said } = asked(place.cache);
    expect(given).toBeUndefined();
    expect(said).toMatch(
      /^iamspec: no cache is used, and each start compiles again: .*node_modules.*\. Remove it\.\n$/,
    );
  });

  function link(path: string) {
    const elsewhere = join(directory, `elsewhere-${places++}`);
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
  }

  test('that belongs to another user is none, which is said', () => {
    const { cache } = made();
    const geteuid = jest.spyOn(process, 'geteuid').mockReturnValue(USER + 1);
    const { given, said } = asked(cache);
    geteuid.mockRestore();
    expect(given).toBeUndefined();
    expect(said).toContain('belongs to another user');
  });
});

/** A project of its own policy: a control that iamspec does not bring, and a plain test. */
const OWN = {
  'controls/user-known.test.ts': `import { control } from 'iamspec';
    import { isAllowed } from 'iamspec/criteria';
    control({ id: 'user-known', title: 'Every user is known', severity: 'low', nist: [], rationale: '-',
      remediation: '-', subjects: (report) => report.users, check: (user) => isAllowed(user, ['*']) });`,
  'controls/plain.test.ts': "test('two and two', () => { expect(2 + 2).toBe(4 as number); });",
  'profiles/own.ts': `import { profile } from 'iamspec';
    import baseline from './baseline';
    export default profile({ name: 'own', title: 'Own', extends: baseline,
      requirements: { own: { 'user-known': {} } } });`,
};

/** With a cache and temporary files of its own, and a file that planted code would leave. */
function place(name = 'project') {
  const project = copyProject(OWN);
  const home = mkdtempSync(join(directory, 'home-'));
  const moved = join(home, name);
  renameSync(project, moved);
  unlinkSync(join(moved, 'node_modules'));
  mkdirSync(join(moved, 'node_modules'));
  for (const file of readdirSync(join(ROOT, 'node_modules'))) {
    if (file === '.cache') continue;
    symlinkSync(join(ROOT, 'node_modules', file), join(moved, 'node_modules', file));
  }
  const temporary = mkdtempSync(join(home, 'tmp-'));
  const cache = join(moved, 'node_modules', '.cache', 'iamspec');
  return { project: moved, temporary, cache, marker: join(home, 'executed') };
}

type Place = ReturnType<typeof place>;

const NPM_TEST = scripts.test.split(' ').slice(1);
/** The commands that audit; each tells of bob, who has no MFA. */
const STARTS: Readonly<Record<string, readonly string[]>> = {
  'npm test': NPM_TEST,
  'jest by itself': [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')],
  iamspec: ['dist/hosts/cli/bin.js', 'summary'],
};

async function start({ project, temporary }: Place, args: readonly string[], umask = '022') {
  writeFileSync(join(project, 'report.csv'), csv(brokenRows(AS_OF)));
  const env = {
    PATH: process.env.PATH,
    HOME: temporary,
    TMPDIR: temporary,
    IAMSPEC_REPORT: 'report.csv',
    IAMSPEC_PROFILE: 'own',
    IAMSPEC_AS_OF: stamp(AS_OF),
  };
  const command = ['-c', `umask ${umask} && exec "$0" "$@"`, process.execPath, ...args];
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    execFile('sh', command, { cwd: project, env }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** Puts code in front of all that a cache holds, as whoever can write there would. */
function plant(cache: string, marker: string): number {
  const payload = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');\n`;
  const files = filesBelow(cache).filter((path) => {
    const content = readFileSync(path, 'utf8');
    const byJest = /^[0-9a-f]{32}\n/.test(content);
    if (!byJest && !path.endsWith('.cjs')) return false;
    const code = payload + (byJest ? content.slice(33) : content);
    const sum = createHash('sha1').update(code).digest('hex').slice(0, 32);
    writeFileSync(path, byJest ? `${sum}\n${code}` : code);
    return true;
  });
  return files.length;
}

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** What others than its owner can do anything with, links apart. */
function shared(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const all = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return [path, ...all.map((name) => join(path, name))].filter((each) => {
    const stats = lstatSync(each);
    return !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0;
  });
}

describe('what is compiled of a policy', () => {
  test.each(Object.keys(STARTS))(
    'by %s is kept, and with umask 000 for nobody else',
    async (name) => {
      const here = place();
      const args = STARTS[name] ?? [];
      const { stdout, exitCode } = await start(here, args, '000');
      expect(stdout).toContain('bob');
      expect(exitCode).toBe(1);
      const written = [join(here.cache, '..'), here.temporary, join(here.project, 'reports')];
      expect(written.flatMap(shared)).toEqual([]);
      expect(filesBelow(here.cache).length).toBeGreaterThan(1);

      // Else nothing here would prove anything.
      expect(plant(here.cache, here.marker)).toBeGreaterThan(1);
      await start(here, args);
      expect(existsSync(here.marker)).toBe(true);
      rmSync(here.marker);

      chmodSync(here.cache, 0o777);
      const again = await start(here, args);
      expect(again.stderr).toContain('no cache is used');
      expect(again.stdout).toContain('bob');
      expect(existsSync(here.marker)).toBe(false);
    },
  );

  test('is not taken from where Jest would keep it, among the temporary files', async () => {
    const here = place();
    const args = NPM_TEST;
    const guessed = join(here.temporary, `jest_${USER.toString(36)}`);
    await start(here, [...args, '--cacheDirectory', guessed]);
    expect(plant(guessed, here.marker)).toBeGreaterThan(0);
    const { stdout } = await start(here, args);
    expect(stdout).toContain('bob');
    expect(existsSync(here.marker)).toBe(false);
  });

  test('is kept nowhere where node_modules cannot be written', async () => {
    const here = place();
    writeFileSync(join(here.project, 'node_modules', '.cache'), 'no directory');
    const { exitCode, stdout, stderr } = await start(here, NPM_TEST);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('bob');
    expect(stderr).not.toContain('cache');
    expect(readdirSync(here.temporary)).toEqual([]);
  });

  test('may be kept below a directory whose name is no pattern', async () => {
    const { exitCode } = await start(place('c++ [1] (two'), NPM_TEST);
    expect(exitCode).toBe(1);
  });
});

test('a control that a command writes into the project is for whom its user wants it', async () => {
  const here = place();
  await start(here, ['dist/hosts/cli/bin.js', 'new-control', 'badge-worn']);
  const control = join(here.project, 'controls', 'badge-worn.test.ts');
  expect(lstatSync(control).mode & 0o777).toBe(0o644);
});
