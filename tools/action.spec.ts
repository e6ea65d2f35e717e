import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { name, version } from '../package.json';
import { readBlocks } from './testing/examples';
import { ago, csv, rootRow, userRow } from './testing/report';
import { tarball } from './testing/tarball';

// The steps of action.yml, run as GitHub's runner does, on the package as it would be published.

const ROOT = join(__dirname, '..');

const STEP = z.strictObject({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  shell: z.literal('bash').optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
});

const INPUT = z.object({ default: z.string().default('') });

const ACTION = z.object({
  inputs: z.record(z.string(), INPUT),
  outputs: z.record(z.string(), z.object({ value: z.string() })),
  runs: z.object({ using: z.literal('composite'), steps: z.array(STEP) }),
});

const action = ACTION.parse(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')));

type Texts = Readonly<Record<string, string>>;

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-action-')));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Where the runner would have put the action, with the tarball in place of the registry. */
const actionPath = join(temporary, 'action');

beforeAll(() => {
  const folder = join(actionPath, 'action');
  cpSync(join(ROOT, 'action'), folder, {
    recursive: true,
    filter: (source) => !source.endsWith('node_modules'),
  });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.dependencies.iamspec = `file:${tarball()}`;
  writeFileSync(file, JSON.stringify(manifest));
  const relock = ['install', '--package-lock-only', '--ignore-scripts', '--prefer-offline'];
  execFileSync('npm', relock, { cwd: folder, stdio: 'pipe' });
});

interface Ran {
  readonly exit: number;
  readonly outputs: Texts;
  readonly summary: string;
  readonly output: string;
  readonly used: readonly string[];
}

/** Runs the action in a workspace. */
function runAction(workspace: string, inputs: Texts, jobEnv: Texts = {}): Ran {
  const given = Object.entries(action.inputs).map(([key, { default: standard }]) => {
    return [`inputs.${key}`, inputs[key] ?? standard] as const;
  });
  const context: Record<string, string> = Object.fromEntries(given);
  const [summary, used]: [string, string[]] = [join(workspace, '.summary'), []];
  writeFileSync(summary, '');
  let [exit, output] = [0, ''];
  for (const step of action.runs.steps) {
    if (exit !== 0 || !holds(step.if, context)) continue;
    if (step.uses !== undefined) {
      used.push(step.uses.replace(/@.*/, ''));
      continue;
    }
    // Once is enough for all workspaces, and takes longest.
    if (step.run?.startsWith('npm ci') && existsSync(installed())) continue;
    const done = runStep(step, workspace, context, { ...jobEnv, GITHUB_STEP_SUMMARY: summary });
    exit = done.exit;
    output += done.output;
  }
  const outputs = Object.entries(action.outputs).map(([key, { value }]) => {
    return [key, fill(value, context)] as const;
  });
  return {
    exit,
    outputs: Object.fromEntries(outputs),
    summary: readFileSync(summary, 'utf8'),
    output,
    used,
  };
}

function installed(): string {
  return join(actionPath, 'action', 'node_modules');
}

function runStep(
  { id, run = '', env = {} }: z.infer<typeof STEP>,
  workspace: string,
  context: Record<string, string>,
  jobEnv: Texts,
): { readonly exit: number; readonly output: string } {
  const [script, outputs] = [join(workspace, '.step.sh'), join(workspace, '.outputs')];
  writeFileSync(script, run);
  writeFileSync(outputs, '');
  const home = join(temporary, 'home');
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-e', '-o', 'pipefail', script],
    {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: home,
        npm_config_cache: npmCache,
        npm_config_prefer_offline: 'true',
        AWS_EC2_METADATA_DISABLED: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: actionPath,
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: outputs,
        ...jobEnv,
        ...Object.fromEntries(Object.entries(env).map(([key, text]) => [key, fill(text, context)])),
      },
    },
  );
  const set = readFileSync(outputs, 'utf8').matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  for (const [, key, , value = ''] of set) context[`steps.${id}.outputs.${key}`] = value;
  return { exit: status ?? -1, output: `${stdout}${stderr}` };
}

const npmCache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();

/** A text with its expressions replaced: names alone are known. */
function fill(text: string, context: Texts): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, key: string) => context[key] ?? '');
}

function holds(condition: string | undefined, context: Texts): boolean {
  if (condition === undefined) return true;
  const [, key = '', sign] = /^\$\{\{ ([\w.-]+) ([!=])= '' \}\}$/.exec(condition) ?? [];
  if (sign === undefined) throw new Error(`the runner of this spec does not know ${condition}`);
  return ((context[key] ?? '') === '') === (sign === '=');
}

/** A caller's checkout with these files. */
function workspaceOf(files: Texts): string {
  const workspace = mkdtempSync(join(temporary, 'workspace-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return workspace;
}

const HOLDS = csv([rootRow({ mfa_active: 'true' }), userRow('alice')]);
const BROKEN = csv([
  rootRow({ password_enabled: 'true', password_last_changed: ago(1000) }),
  userRow('alice'),
]);
/** When these reports were generated. */
const JOB = { IAMSPEC_AS_OF: ago(0) };

test('a policy that holds: 0, and the outputs say how many verdicts of which status', () => {
  const workspace = workspaceOf({ 'report.csv': HOLDS });
  const { exit, outputs, summary, output, used } = runAction(
    workspace,
    { report: 'report.csv' },
    JOB,
  );
  expect({ exit, output }).toEqual({ exit: 0, output: expect.stringContaining('PASSED') });
  expect(outputs).toMatchObject({ exit: '0' });
  expect(JSON.parse(outputs.counts ?? '')).toMatchObject({ passed: 2, failed: 0 });
  expect(readdirSync(outputs.bundle ?? '')).toContain('manifest.json');
  expect(summary).toContain('PASSED');
  expect(output).not.toContain('::error');
  expect(used).toEqual(['actions/setup-node']);
});

test('a broken policy: 1, with annotations, and below the threshold 0', () => {
  const workspace = workspaceOf({ 'report.csv': BROKEN });
  const broken = runAction(workspace, { report: 'report.csv', profile: 'cis-aws-5.0' }, JOB);
  expect(broken.exit).toBe(1);
  expect(broken.outputs).toMatchObject({ exit: '1' });
  expect(JSON.parse(broken.outputs.counts ?? '').failed).toBeGreaterThan(0);
  expect(broken.summary).toContain('iamspec: ❌ FAILED');
  expect(broken.output).toMatch(/^::error title=.*root-mfa \(critical\)/m);

  const lenient = workspaceOf({ 'report.csv': csv([rootRow(), userRow('alice')]) });
  const inputs = { report: 'report.csv', profile: 'cis-aws-5.0', 'fail-on': 'critical' };
  expect(runAction(lenient, inputs, JOB).outputs.exit).toBe('0');
});

test('could not check: 2, and a bundle of an earlier step is not taken for one of this', () => {
  const workspace = workspaceOf({ 'report.csv': HOLDS, 'torn.csv': HOLDS.slice(0, -40) });
  runAction(workspace, { report: 'report.csv' }, JOB);
  const torn = runAction(workspace, { report: 'torn.csv' }, JOB);
  expect(torn.exit).toBe(2);
  expect(torn.outputs).toMatchObject({ exit: '2' });
  expect(torn.summary).toContain('COULD NOT CHECK');
  expect(torn.output).toMatch(/^::error/m);

  const job = { ...JOB, IAMSPEC_EVIDENCE: 'junit' };
  const none = runAction(workspace, { report: 'report.csv', 'fail-on': 'severe' }, job);
  expect(none.outputs).toEqual({ exit: '2', counts: '{}', bundle: '' });
});

test('an input is data: no shell runs it, and it sets no other output', () => {
  const workspace = workspaceOf({ 'report.csv': HOLDS });
  const report = '$(touch run)`touch run`"; touch run\nexit=0';
  expect(runAction(workspace, { report }, JOB).outputs.exit).toBe('2');
  expect(existsSync(join(workspace, 'run'))).toBe(false);
  for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
});

test('with a role, the credentials are taken after everything is installed', () => {
  const { used } = runAction(workspaceOf({ 'report.csv': HOLDS }), {
    report: 'report.csv',
    role: 'arn:aws:iam::111122223333:role/iamspec',
  });
  expect(used).toEqual(['actions/setup-node', 'aws-actions/configure-aws-credentials']);
  const steps = action.runs.steps.map(({ uses, run }) => uses ?? run ?? '');
  const install = steps.findIndex((step) => step.startsWith('npm ci'));
  const role = steps.findIndex((step) => step.startsWith('aws-actions/'));
  expect(install).toBeGreaterThan(-1);
  expect(role).toBeGreaterThan(install);
});

describe('in a policy repository', () => {
  const POLICY = {
    'report.csv': HOLDS,
    'package.json': JSON.stringify({ private: true, devDependencies: { iamspec: version } }),
    'profiles/house.ts': `import { profile } from 'iamspec';
      export default profile({ name: 'house', title: 'House', requirements: { H: { 'every-mfa': {} } } });`,
    'controls/every-mfa.test.ts': `import { control } from 'iamspec';
      import { mfaActive } from 'iamspec/criteria';
      control({ id: 'every-mfa', title: 'Users have MFA', severity: 'high', nist: ['IA-2(1)'],
        rationale: 'A password may come any day.', remediation: 'Have the user register a device.',
        subjects: (report) => report.users, check: (user) => mfaActive(user) });`,
  };

  test('its own iamspec runs, with its own controls', () => {
    const workspace = workspaceOf(POLICY);
    install(workspace);
    const { outputs, output } = runAction(workspace, { report: 'report.csv' }, JOB);
    expect({ output, ...outputs }).toMatchObject({ exit: '1' });
    expect(output).toContain('every-mfa');
    const manifest = JSON.parse(readFileSync(join(outputs.bundle ?? '', 'manifest.json'), 'utf8'));
    expect(JSON.stringify(manifest)).toContain('every-mfa');
  });

  test('where it is not installed, nothing is audited in its stead', () => {
    const { outputs, output } = runAction(workspaceOf(POLICY), { report: 'report.csv' }, JOB);
    expect(outputs.exit).toBe('2');
    expect(output).toContain('names iamspec, which is not installed there: npm install');
  });
});

/** As npm would: a copy of iamspec of the workspace's own, beside what it needs. */
function install(workspace: string): void {
  const [from, to] = [installed(), join(workspace, 'node_modules')];
  mkdirSync(to);
  for (const each of readdirSync(from)) {
    if (each === name) cpSync(join(from, each), join(to, each), { recursive: true });
    else symlinkSync(join(from, each), join(to, each));
  }
}

test('the lock names this version, and the integrity of all that it needs', () => {
  const { version: locked, resolved, loose } = readLock(join(ROOT, 'action', 'package-lock.json'));
  expect({ locked, resolved }).toEqual({
    locked: version,
    resolved: `https://registry.npmjs.org/iamspec/-/iamspec-${version}.tgz`,
  });
  expect(loose).toEqual([]);
});

/** Its iamspec, and the packages without integrity besides. */
function readLock(file: string) {
  const { packages } = LOCK.parse(JSON.parse(readFileSync(file, 'utf8')));
  const others = Object.keys(packages).filter((path) => !['', OWN].includes(path));
  return { ...packages[OWN], loose: others.filter((path) => !packages[path]?.integrity) };
}

const OWN = 'node_modules/iamspec';
const LOCKED = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
});
const LOCK = z.object({ packages: z.record(z.string(), LOCKED) });

test('docs/ci.md gives the action inputs that it has, and reads outputs that it has', () => {
  const blocks = readBlocks(readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8'));
  const examples = blocks.filter(({ text }) => /uses: iamspec\/iamspec@/.test(text));
  expect(examples).toHaveLength(1);
  for (const { text } of examples) {
    const { jobs } = parse(text);
    const step = jobs.audit.steps.find((each: { uses?: string }) => {
      return each.uses?.startsWith('iamspec/');
    });
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    const read = [...text.matchAll(/steps\.audit\.outputs\.(\w+)/g)].map(([, output]) => output);
    expect(read.length).toBeGreaterThan(0);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read));
  }
});
