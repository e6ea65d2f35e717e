import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LocalIam, startLocalIam } from '../support/local-iam';
import { DAY } from '../support/report';
import { BIN, UNBROKEN } from './testing/cli';
import { cleanRows, liveAccount, stamp } from './testing/npm-test';
import { AS_OF, accessKey, ago, csv, userRow } from './testing/report';
import { tarball } from './testing/tarball';

// What somebody does who adopts iamspec: install, init, test, in each way that a project can be laid out.

const HOME = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-adopt-')));
let iam: LocalIam;

beforeAll(async () => {
  iam = await startLocalIam({
    account: liveAccount(),
    generationMs: 0,
    script: { GenerateCredentialReport: [{ state: 'COMPLETE' }] },
  });
  mkdirSync(join(HOME, 'first'));
  // As each of them does, but once: an install takes longer than all else.
  const args = ['install', '--save-dev', '--prefer-offline', '--no-audit', '--no-fund', tarball()];
  execFileSync('npm', args, { cwd: join(HOME, 'first'), stdio: 'pipe' });
  cpSync(join(HOME, 'first', 'package.json'), join(HOME, 'first.json'));
}, 300_000);

afterAll(async () => {
  await iam.close();
  rmSync(HOME, { recursive: true, force: true });
});

interface Done {
  readonly exit: number;
  readonly output: string;
}

function run(cwd: string, command: string, ...args: readonly string[]): Promise<Done> {
  const env = {
    COLUMNS: UNBROKEN,
    PATH: process.env.PATH,
    HOME,
    AWS_ENDPOINT_URL: iam.url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_EC2_METADATA_DISABLED: 'true',
    npm_config_update_notifier: 'false',
    npm_config_cache: join(homedir(), '.npm'),
    npm_config_prefer_offline: 'true',
  };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const exit = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ exit, output: stdout + stderr });
    });
  });
}

/** The command as npx finds it, which takes half a second less. */
function iamspec(cwd: string, ...args: readonly string[]): Promise<Done> {
  const bin = join(cwd, 'node_modules', '.bin', 'iamspec');
  return run(
    cwd,
    existsSync(bin) ? bin : join(cwd, '..', '..', 'node_modules', '.bin', 'iamspec'),
    ...args,
  );
}

const npmTest = (cwd: string) => run(cwd, 'npm', 'test', '--silent');
/** The same without npm, which takes as long as the audit. */
const audit = (cwd: string) => iamspec(cwd, 'exec');

/** An empty directory in which iamspec has been installed: by a link, but for the first. */
function installed(name: string): string {
  const directory = join(HOME, name);
  mkdirSync(directory);
  symlinkSync(join(HOME, 'first', 'node_modules'), join(directory, 'node_modules'));
  cpSync(join(HOME, 'first.json'), join(directory, 'package.json'));
  return directory;
}

function manifest(directory: string, changed: (before: Record<string, unknown>) => object): void {
  const path = join(directory, 'package.json');
  const before: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(changed(before)));
}

const PLAIN = `
import { credentialReport } from 'iamspec/jest';
test('everybody who signs in has MFA', () => {
  const people = credentialReport().where({ password_enabled: true });
  expect(people).toHaveEvery('mfa_active', true);
});
`;

const FAILING = "test('two and two', () => { expect(2 + 2).toBe(5); });\n";

/** The robot of the clean account lies among the people, which the example of \`init\` does not allow. */
const LENIENT = (text: string) => text.replace("path: '/service/'", "path: '/'");

function edit(path: string, changed: (text: string) => string): void {
  writeFileSync(path, changed(readFileSync(path, 'utf8')));
}

/** Judged by the house policy and a plain test: the example fails, then passes, then a plain test fails. */
async function expectGate(directory: string): Promise<void> {
  writeFileSync(join(directory, 'controls', 'own.test.ts'), PLAIN);
  const first = await npmTest(directory);
  expect(first.output).toMatch(/ machine-user-path/);
  expect(first.output).toMatch(/failed robot has no password and lies not below \/service\//);
  expect(first.output).toMatch(/own \(plain test\)/);
  expect(first.exit).toBe(1);

  edit(join(directory, 'profiles', 'house.ts'), LENIENT);
  const second = await audit(directory);
  expect(second.output).toMatch(/PASSED: \d+ passed, 0 failed/);
  expect(second.exit).toBe(0);
  expect(existsSync(join(directory, 'reports', 'latest', 'manifest.json'))).toBe(true);

  writeFileSync(join(directory, 'controls', 'wrong.test.ts'), FAILING);
  const third = await audit(directory);
  expect(third.output).toMatch(/wrong \(plain test\)/);
  expect(third.exit).toBe(1);
}

describe('a policy of one’s own', () => {
  test('in an empty directory: install, init, test, and what else a repository can do', async () => {
    const own = join(HOME, 'first');
    const { exit, output } = await run(own, 'npx', '--no', 'iamspec', 'init');
    expect({ exit, output }).toMatchObject({ exit: 0 });
    expect(output).toContain('controls/machine-user-path.test.ts');
    expect(JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))).toMatchObject({
      scripts: { test: 'iamspec exec' },
    });
    await expectGate(own);

    expect(await iamspec(own, 'check')).toMatchObject({ exit: 0 });
    expect((await iamspec(own, 'list')).output).toMatch(/machine-user-path[\s\S]*house +7 /);
    expect(await iamspec(own, 'docs')).toMatchObject({ exit: 0 });
    expect(readFileSync(join(own, 'controls', 'README.md'), 'utf8')).toContain(
      '## machine-user-path',
    );
    expect(await iamspec(own, 'docs', '--check')).toMatchObject({ exit: 0 });
    expect(await iamspec(own, 'new-control', 'badge-worn')).toMatchObject({ exit: 0 });
    const unfinished = await iamspec(own, 'check');
    expect(unfinished.output).toMatch(
      /controls\/badge-worn\.test\.ts: the title is not written yet/,
    );
    expect(unfinished.exit).toBe(2);
    const named = await audit(own);
    expect(named.output).toMatch(
      /Control badge-worn judged nobody.*controls\/badge-worn\.test\.ts/,
    );
    const demo = await iamspec(own, 'demo');
    expect(demo.output).toContain('DEMO: as expected');
    expect(demo.exit).toBe(0);
    const verified = await iamspec(own, 'verify', 'reports/latest');
    expect(verified.output).toContain('all are the same');
    expect(verified.exit).toBe(0);
    const types = join(__dirname, '..', 'node_modules', '.bin', 'tsc');
    rmSync(join(own, 'controls', 'badge-worn.test.ts'));
    expect(await run(own, types, '-p', '.')).toEqual({ exit: 0, output: '' });
  });

  test('in a project of ES modules, with controls, profiles and tests of every ending', async () => {
    const own = installed('modules');
    manifest(own, (before) => ({ ...before, type: 'module' }));
    await iamspec(own, 'init');
    writeFileSync(join(own, 'controls', 'module.test.mts'), PLAIN);
    writeFileSync(join(own, 'controls', 'script.test.js'), PLAIN);
    writeFileSync(
      join(own, 'controls', 'user-known.test.js'),
      `import { control } from 'iamspec';
import { isAllowed } from 'iamspec/criteria';
control({ id: 'user-known', title: 'Users are known', severity: 'low', nist: [], rationale: '-',
  remediation: '-', subjects: (report) => report.users, check: (user) => isAllowed(user, ['*']) });`,
    );
    writeFileSync(
      join(own, 'profiles', 'yaml-house.yaml'),
      'name: yaml-house\ntitle: House in YAML\nextends: baseline\nrequirements:\n  own:\n    user-known: {}\n',
    );
    writeFileSync(
      join(own, 'profiles', 'js-house.js'),
      "import base from 'iamspec/profiles/baseline';\nexport default { name: 'js-house', title: 'JS', extends: base, requirements: {} };\n",
    );
    await expectGate(own);
    const { output } = await audit(own);
    for (const name of ['module (plain test)', 'script (plain test)', 'user-known']) {
      expect(output).toContain(name);
    }
    expect(output).toContain('root-mfa');
    const manifestOf = readFileSync(join(own, 'reports', 'latest', 'manifest.json'), 'utf8');
    const controls: readonly { profile: string; id: string; place?: object }[] =
      JSON.parse(manifestOf).controls;
    const placeOf = (id: string) =>
      controls.find((each) => each.profile === 'yaml-house' && each.id === id)?.place;
    expect(placeOf('user-known')).toEqual({ path: 'profiles/yaml-house.yaml', line: 6 });
    expect(placeOf('root-mfa')).toEqual({ path: 'profiles/yaml-house.yaml', line: 1 });
    const stock = await iamspec(own, 'exec', '--', '--runner', 'jest-runner');
    expect(stock.output).toContain('user-known');
    expect(stock.output).toMatch(/, 0 could not be checked/);
  });

  test('with linked packages, as pnpm lays them out', async () => {
    const own = installed('linked');
    const store = join(own, 'node_modules', '.pnpm', 'iamspec@1', 'node_modules');
    const packages = join(own, 'node_modules');
    rmSync(packages);
    mkdirSync(dirname(store), { recursive: true });
    execFileSync('cp', ['-al', join(HOME, 'first', 'node_modules'), store]);
    symlinkSync(join(store, 'iamspec'), join(packages, 'iamspec'));
    mkdirSync(join(packages, '.bin'));
    symlinkSync('../iamspec/dist/hosts/cli/bin.js', join(packages, '.bin', 'iamspec'));
    expect(readdirSync(packages).sort()).toEqual(['.bin', '.pnpm', 'iamspec']);
    await iamspec(own, 'init');
    await expectGate(own);
  });

  test('in a workspace of a monorepo, below a path with spaces and brackets', async () => {
    const root = installed('mono repo [1] (two)');
    const own = join(root, 'packages', 'policy');
    mkdirSync(own, { recursive: true });
    renameSync(join(root, 'package.json'), join(own, 'package.json'));
    writeFileSync(join(root, 'package.json'), '{"private":true,"workspaces":["packages/*"]}');
    manifest(own, (before) => ({ ...before, name: 'policy' }));
    expect(await iamspec(own, 'init')).toMatchObject({ exit: 0 });
    await expectGate(own);
  });

  test('beside a Jest project that is there already', async () => {
    const own = installed('beside');
    mkdirSync(join(own, 'unit'));
    writeFileSync(join(own, 'unit', 'sum.test.js'), "test('sum', () => expect(1 + 1).toBe(2));");
    manifest(own, (before) => ({ ...before, scripts: { test: 'jest' } }));
    writeFileSync(join(own, 'jest.config.js'), "module.exports = { roots: ['<rootDir>/unit'] };");
    const { output } = await iamspec(own, 'init');
    expect(output).toContain('npm run audit runs iamspec');
    const { scripts } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
    expect(scripts).toEqual({ test: 'jest', audit: 'iamspec exec' });
    // What it says there.
    writeFileSync(
      join(own, 'jest.config.js'),
      `const { iamspec } = require('iamspec/jest-config');
const { projects, reporters } = iamspec();
const unit = { displayName: 'unit', roots: ['<rootDir>/unit'] };
module.exports = { projects: [unit, ...projects], reporters: ['default', ...reporters] };`,
    );
    const both = await npmTest(own);
    expect(both.output).toMatch(/PASS unit/);
    expect(both.output).toMatch(/failed robot has no password/);
    expect(both.exit).toBe(1);
    const evidence = readFileSync(join(own, 'reports', 'junit.xml'), 'utf8');
    expect(evidence).toContain('machine-user-path');
    expect(evidence).not.toContain('sum');
    expect(existsSync(join(own, 'reports', 'latest', 'manifest.json'))).toBe(true);

    const alone = await run(own, 'npx', 'jest', 'unit');
    expect(alone.output).toContain('iamspec: none of its controls was run.');
    expect(alone.output).not.toMatch(/could not be checked/i);
    expect(alone.exit).toBe(0);

    edit(join(own, 'profiles', 'house.ts'), LENIENT);
    expect(await npmTest(own)).toMatchObject({ exit: 0 });

    appendFileSync(
      join(own, 'controls', 'machine-user-path.test.ts'),
      'throw new Error("broken");',
    );
    const broken = await npmTest(own);
    expect(broken.output).toContain('only npx iamspec exec ends with 2');
    expect(broken.exit).toBe(1);
    expect(await iamspec(own, 'exec')).toMatchObject({ exit: 2 });
  });
});

describe('what would be passed over is refused, and said', () => {
  test('controls where no package.json names iamspec', async () => {
    const own = installed('stray');
    await iamspec(own, 'init');
    manifest(own, ({ devDependencies: _, ...before }) => before);
    const { exit, output } = await iamspec(own, 'exec');
    expect(output).toMatch(
      /no package\.json beside it names iamspec\. npm install --save-dev iamspec/,
    );
    expect(exit).toBe(2);
  });

  test.each(['house-too.mjs', 'house-too.cts', 'waivers.yml'])(
    'a profile that ends as %s',
    async (name) => {
      const own = installed(`profile-${name}`);
      await iamspec(own, 'init');
      writeFileSync(join(own, 'profiles', name), 'export default {};');
      const { exit, output } = await iamspec(own, 'exec');
      expect(output).toMatch(
        /house-too\.\w+, which would not be read|Profile profiles\/waivers\.yml/,
      );
      expect(exit).toBe(2);
    },
  );

  test.each([['new-control', 'badge-worn'], ['docs']])(
    'where %s would write into iamspec itself, since no policy is here',
    async (...args) => {
      const own = installed(`nowhere-${args[0]}`);
      rmSync(join(own, 'package.json'));
      const { exit, output } = await iamspec(own, ...args);
      expect(output).toMatch(/there is no policy repository here, nor above/);
      expect(exit).toBe(2);
    },
  );

  test('a policy that has an iamspec of its own, by another one', async () => {
    const own = installed('other');
    await iamspec(own, 'init');
    const { exit, output } = await run(own, process.execPath, BIN, 'exec');
    expect(output).toMatch(/has its own iamspec in .*: npx iamspec runs the other/);
    expect(exit).toBe(2);
  });

  test('a profile or control that bears the name of one of iamspec’s', async () => {
    const own = installed('names');
    await iamspec(own, 'init');
    const shipped = join(own, 'node_modules', 'iamspec');
    cpSync(
      join(shipped, 'controls', 'root-mfa.test.ts'),
      join(own, 'controls', 'root-mfa.test.ts'),
    );
    const twice = await iamspec(own, 'exec');
    expect(twice.output).toMatch(/several files are called so: .*root-mfa\.test\.ts/);
    expect(twice.exit).toBe(2);
    rmSync(join(own, 'controls', 'root-mfa.test.ts'));
    edit(join(own, 'profiles', 'house.ts'), (text) =>
      text.replace("'House policy'", "'CIS AWS 5.0'"),
    );
    const alike = await iamspec(own, 'exec');
    expect(alike.output).toMatch(/calls itself "CIS AWS 5\.0", which looks like "cis-aws-5\.0"/);
    expect(alike.exit).toBe(2);
  });
});

describe('the package', () => {
  test.each([
    ['CommonJS', 'cjs', "const { control, parseReport, evaluate, audit } = require('iamspec');"],
    ['ES modules', 'mjs', "import { control, parseReport, evaluate, audit } from 'iamspec';"],
  ])('gives the same instance to %s', async (_, end, line) => {
    const own = installed(`entries-${end}`);
    const file = join(own, `entries.${end}`);
    const imports =
      end === 'cjs'
        ? "const profile = require('iamspec/profiles/baseline').default;"
        : "import profile from 'iamspec/profiles/baseline';\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);";
    writeFileSync(
      file,
      `${line}\n${imports}
console.log([control, parseReport, evaluate, audit].map((each) => typeof each).join(), profile.name,
  require('iamspec').control === control, require('iamspec/package.json').name);`,
    );
    const { output } = await run(own, process.execPath, file);
    expect(output).toBe('function,function,function,function baseline true iamspec\n');
  });

  test.each(['iamspec/dist/run', 'iamspec/support/run', 'iamspec/dist/index.js', 'iamspec/run'])(
    'has no door at %s',
    async (deep) => {
      const script = `require(${JSON.stringify(deep)})`;
      const { exit, output } = await run(join(HOME, 'first'), process.execPath, '-e', script);
      expect(output).toMatch(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
      expect(exit).toBe(1);
    },
  );

  test('is at most 2 MB, and 100 MB where it is installed without what only some commands need', () => {
    const packed = Number(execFileSync('stat', ['-c', '%s', tarball()], { encoding: 'utf8' }));
    expect(packed).toBeLessThan(2e6);
    const [size] = execFileSync('du', ['-sm', join(HOME, 'first', 'node_modules')], {
      encoding: 'utf8',
    }).split('\t');
    expect(Number(size)).toBeGreaterThan(50);
    expect(Number(size)).toBeLessThanOrEqual(100);
    expect(existsSync(join(HOME, 'first', 'node_modules', '@aws-sdk', 'client-s3'))).toBe(false);
  });

  test.each([
    [['publish', 's3://evidence/iam', 'reports/latest'], '@aws-sdk/client-s3'],
    [['org', '--accounts', 'accounts.csv'], '@aws-sdk/client-organizations'],
  ])('says of %j what to install', async (args, name) => {
    const own = installed(`peers-${args[0]}`);
    await iamspec(own, 'init');
    await npmTest(own);
    writeFileSync(join(own, 'accounts.csv'), '111122223333\n');
    const { exit, output } = await iamspec(own, ...args);
    expect(output).toMatch(
      new RegExp(`needs the package ${name}, .*: npm install --save-dev ${name}`),
    );
    expect(exit).toBe(2);
  });
});

test('upgrade names the verdicts that a newer version would change', async () => {
  const own = installed('upgrade');
  await iamspec(own, 'init');
  const rows = [
    ...cleanRows(AS_OF).slice(0, 2),
    userRow('robot', accessKey(1, ago(90 * DAY), { used: ago(DAY) })),
  ];
  writeFileSync(join(own, 'report.csv'), csv(rows));
  await iamspec(own, 'exec', '--report', 'report.csv', '--as-of', stamp(AS_OF));
  const newer = join(HOME, 'newer');
  mkdirSync(newer);
  execFileSync('tar', ['-xzf', tarball(), '-C', newer]);
  // One to which exactly 90 days are more than 90 days.
  const criterion = join(newer, 'package', 'dist', 'control', 'room.js');
  edit(criterion, (text) =>
    text
      .replace('time <= maxDays', 'time < maxDays')
      .replace('Math.floor(limit) + 1', 'Math.ceil(limit)'),
  );
  manifest(join(newer, 'package'), ({ scripts: _, ...before }) => ({
    ...before,
    version: '9.9.9',
  }));
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], {
    cwd: join(newer, 'package'),
    stdio: 'pipe',
  });
  const { exit, output } = await iamspec(
    own,
    'upgrade',
    join(newer, 'package', 'iamspec-9.9.9.tgz'),
  );
  expect(output).toMatch(/-> 9\.9\.9: 1 of \d+ verdicts would change/);
  expect(output).toMatch(
    /house › access-key-rotation: robot \/ access key 1\n +passed -> failed: /,
  );
  expect(exit).toBe(1);
}, 300_000);
