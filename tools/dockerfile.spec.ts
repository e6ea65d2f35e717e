import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { version } from '../package.json';
import { ago, csv, rootRow, userRow } from './testing/report';

// The Dockerfile, without Docker: its steps run as plain commands, each stage below a directory.

const ROOT = join(__dirname, '..');
const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const instructions = DockerfileParser.parse(text).getInstructions();

const of = (keyword: string) => instructions.filter((each) => each.getKeyword() === keyword);
const words = (instruction: Instruction) =>
  instruction.getArguments().map((argument) => argument.getValue());

describe('the Dockerfile', () => {
  test('is valid', () => {
    expect(validate(text)).toEqual([]);
    expect(validate('FROM node\nRUNS npm ci')).toHaveLength(1);
  });

  test('has two stages on the same image, of a version', () => {
    const images = of('FROM').map((each) => words(each)[0]);
    expect(images).toHaveLength(2);
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(/^node:\d+-slim(?:@sha256:[0-9a-f]{64})?$/);
  });

  test('does not end as root, and puts nothing into the image as another', () => {
    const keywords = instructions.map((each) => each.getKeyword());
    expect(of('USER').map(words)).toEqual([['node']]);
    expect(keywords.slice(keywords.indexOf('USER'))).toEqual([
      'USER',
      'WORKDIR',
      'ENTRYPOINT',
      'CMD',
    ]);
  });
});

/** What may get into the image: all is left out, and these let in again. */
function context(): readonly string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const [all, ...letIn] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(all).toBe('*');
  expect(letIn.filter((line) => !/^![\w.-]+$/.test(line))).toEqual([]);
  return letIn.map((line) => line.slice(1));
}

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-image-')));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The root directory of each stage, by its name or number. */
const stages = new Map<string, string>();
let root = '';
let workdir = '';

beforeAll(() => {
  // As root, the user of the image is another, who must get here.
  chmodSync(temporary, 0o755);
  for (const instruction of instructions) replay(instruction);
});

function replay(instruction: Instruction): void {
  const keyword = instruction.getKeyword();
  const given = words(instruction);
  if (keyword === 'FROM') {
    root = join(temporary, `stage-${stages.size}`);
    stages.set(given[2] ?? String(stages.size), root);
    workdir = root;
    mkdirSync(root);
  } else if (keyword === 'WORKDIR') {
    workdir = join(root, given[0] ?? '');
    mkdirSync(workdir, { recursive: true });
  } else if (keyword === 'COPY') {
    const from = /--from=(\w+)/.exec(instruction.getTextContent())?.[1];
    const source = from === undefined ? ROOT : (stages.get(from) ?? '');
    const sources = from === undefined ? context() : given.slice(0, -1);
    const paths = sources.map((path) => join(source, path)).join(' ');
    shell(`cp -Rp ${paths} ${join(workdir, given.at(-1) ?? '')}`);
  } else if (keyword === 'RUN') {
    shell(given.filter((word) => !word.startsWith('--mount=')).join(' '));
  }
}

function shell(command: string): void {
  const PATH = [standIns(), process.env.PATH].join(delimiter);
  const env = { ...process.env, COMMIT, PATH, npm_config_prefer_offline: 'true' };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: workdir,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command}: exit ${status}\n${stdout}${stderr}`);
}

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

// Whoever runs this has installed what the first stage needs.
function standIns(): string {
  const directory = join(temporary, 'bin');
  if (readdirSync(temporary).includes('bin')) return directory;
  mkdirSync(directory);
  const install = `ln -s "${join(ROOT, 'node_modules')}" node_modules && exec node tools/build.cjs`;
  const npm = `#!/bin/sh
if [ "$*" = ci ]; then ${install}; fi
PATH="${process.env.PATH}" exec npm "$@"
`;
  writeFileSync(join(directory, 'npm'), npm, { mode: 0o755 });
  return directory;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the image on a directory of the caller's, as the user `node` where that can be done. */
function run(directory: string, ...args: readonly string[]): Ran {
  const [entry = ''] = words(only('ENTRYPOINT')).map((list) => String(JSON.parse(list)[0]));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(directory, NODE, NODE);
  return spawnSync(join(root, entry), args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', IAMSPEC_AS_OF: ago(0) },
    encoding: 'utf8',
    ...(isRoot && { uid: NODE, gid: NODE }),
  });
}

/** The user id of `node` in the images of Node.js. */
const NODE = 1000;

function only(keyword: string): Instruction {
  const [found, ...others] = of(keyword);
  if (found === undefined || others.length > 0) throw new Error(`not one ${keyword}`);
  return found;
}

function directoryWith(report: string): string {
  const directory = mkdtempSync(join(temporary, 'audit-'));
  writeFileSync(join(directory, 'report.csv'), report);
  chmodSync(join(directory, 'report.csv'), 0o644);
  return directory;
}

test('the image audits a saved report, and names the commit that it was built from', () => {
  const directory = directoryWith(csv([rootRow({ mfa_active: 'true' }), userRow('alice')]));
  const { status, stdout, stderr } = run(directory, 'exec', '--report', 'report.csv');
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  expect(stdout).toContain('PASSED');
  const manifest = join(directory, 'reports', 'last-run', 'manifest.json');
  expect(JSON.parse(readFileSync(manifest, 'utf8')).tool).toMatchObject({
    version,
    commit: COMMIT,
  });
});

test('its exit code is that of iamspec', () => {
  const key = { access_key_1_active: 'true', access_key_1_last_rotated: ago(1000) };
  const broken = directoryWith(csv([rootRow(key), userRow('alice')]));
  expect(run(broken, 'exec', '--report', 'report.csv').status).toBe(1);
  expect(run(directoryWith('torn'), 'exec', '--report', 'report.csv').status).toBe(2);
});

test('it holds no tool, test or source, and not what only the build needs', () => {
  const image = join(root, 'opt', 'iamspec');
  expect(readdirSync(image).sort()).toEqual([
    'LICENSE',
    'README.md',
    'controls',
    'dist',
    'node_modules',
    'package-lock.json',
    'package.json',
    'profiles',
  ]);
  expect(readdirSync(join(image, 'node_modules'))).not.toContain('typescript');
});
