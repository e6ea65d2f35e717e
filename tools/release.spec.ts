import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { version } from '../package.json';

const ROOT = join(__dirname, '..');
const read = (...path: readonly string[]) => readFileSync(join(ROOT, ...path), 'utf8');

const PERMISSIONS = z.record(z.string(), z.string());
const STEP = z.object({ name: z.string().optional(), run: z.string().optional() });
const JOB = z.object({ permissions: PERMISSIONS.optional(), steps: z.array(STEP) });
const WORKFLOW = z.object({ permissions: PERMISSIONS, jobs: z.record(z.string(), JOB) });

const WORKFLOWS = ['.github', 'workflows'];
const workflows = readdirSync(join(ROOT, ...WORKFLOWS)).map((file) => {
  return { file, ...WORKFLOW.parse(parse(read(...WORKFLOWS, file))) };
});

const temporary = mkdtempSync(join(tmpdir(), 'iamspec-release-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('the workflows', () => {
  test('may read, and write only where a job says so', () => {
    expect(workflows.map(({ permissions }) => permissions)).toEqual(
      workflows.map(() => ({ contents: 'read' })),
    );
    const others = workflows.flatMap(({ file, jobs }) =>
      Object.entries(jobs).flatMap(([name, { permissions }]) =>
        permissions ? { job: `${file} ${name}`, may: Object.keys(permissions) } : [],
      ),
    );
    expect(others).toEqual([
      {
        job: 'release-please.yml release-please',
        may: ['contents', 'pull-requests', 'issues', 'actions'],
      },
      { job: 'release.yml publish', may: ['id-token'] },
      { job: 'release.yml action', may: ['contents'] },
    ]);
  });

  test('put nothing into a shell but by its environment', () => {
    const runs = workflows.flatMap(({ jobs }) =>
      Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
    );
    expect(runs.length).toBeGreaterThan(5);
    expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
  });
});

/** The script of a step, by its name. */
function scriptOf(name: string): string {
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps));
  return steps.find((step) => step.name === name)?.run ?? '';
}

function bash(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: process.env.PATH, HOME: temporary, ...env },
    encoding: 'utf8',
  });
}

describe('npm publish', () => {
  /** Runs it with an npm of that version, which only says what it was given. */
  function publish(GITHUB_REF_NAME: string, npm: string) {
    const directory = mkdtempSync(join(temporary, 'publish-'));
    writeFileSync(join(directory, `iamspec-${GITHUB_REF_NAME.slice(1)}.tgz`), '');
    const says = `#!/bin/sh\n[ "$1" = --version ] && echo ${npm} || echo "$@"\n`;
    writeFileSync(join(directory, 'npm'), says, { mode: 0o755 });
    const PATH = [directory, process.env.PATH].join(delimiter);
    const script = scriptOf('npm publish');
    const { status, stdout } = bash(script, directory, { GITHUB_REF_NAME, PATH });
    return { status, said: stdout.trim() };
  }

  test('has provenance, and a candidate does not become the latest', () => {
    const how = '--provenance --access public --tag';
    expect(publish('v1.2.0', '11.12.0').said).toBe(`publish ./iamspec-1.2.0.tgz ${how} latest`);
    expect(publish('v1.2.0-rc.1', '11.5.1').said).toBe(
      `publish ./iamspec-1.2.0-rc.1.tgz ${how} next`,
    );
  });

  test('is not tried with an npm that would ask for a token', () => {
    expect(publish('v1.2.0', '10.9.4')).toEqual({ status: 1, said: '' });
  });
});

test('after a release, a commit of its own gives the action the hash of what was published', () => {
  const [origin, checkout] = [join(temporary, 'origin.git'), join(temporary, 'checkout')];
  mkdirSync(join(checkout, 'action'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'action']) {
    const filter = (source: string) => !source.endsWith('node_modules');
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true, filter });
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], {
      cwd: checkout,
      env: { PATH: process.env.PATH, HOME: temporary },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  git('init', '--quiet', '--bare', origin);
  git('init', '--quiet');
  git('remote', 'add', 'origin', origin);
  git('add', '.');
  git('commit', '--quiet', '--message', 'release');
  writeFileSync(join(checkout, `iamspec-${version}.tgz`), 'packed');
  const summary = join(temporary, 'summary.md');
  const env = {
    GITHUB_REF_NAME: `v${version}`,
    GITHUB_REPOSITORY: 'iamspec/iamspec',
    GITHUB_STEP_SUMMARY: summary,
  };
  const { status, stderr } = bash(scriptOf('lock the action'), checkout, env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });

  const tag = `action-v${version}`;
  const bare = (...args: readonly string[]) => git('--git-dir', origin, ...args);
  const lock = JSON.parse(bare('show', `${tag}:action/package-lock.json`));
  const integrity = `sha512-${createHash('sha512').update('packed').digest('base64')}`;
  expect(lock.packages['node_modules/iamspec']).toMatchObject({ version, integrity });
  const commit = bare('rev-parse', tag).trim();
  expect(readFileSync(summary, 'utf8')).toBe(`uses: iamspec/iamspec@${commit} # v${version}\n`);
});

test('release-please goes on from this version, and from the changelog that is there', () => {
  expect(JSON.parse(read('.release-please-manifest.json'))).toEqual({ '.': version });
  const [, newest = ''] = /^## \[?([^\s\]]+)/m.exec(read('CHANGELOG.md')) ?? [];
  expect(newest).toBe(version);
});

test.each(['bug', 'feature'])(
  'an issue of the form %s is sent only without private data',
  (form) => {
    const { body } = parse(read('.github', 'ISSUE_TEMPLATE', `${form}.yml`));
    const [first] = body;
    expect(first.attributes.value).toMatch(/Paste no credential report.* user names/s);
    const [option] = body.at(-1).attributes.options;
    expect(option).toMatchObject({
      label: expect.stringContaining('no user name'),
      required: true,
    });
  },
);
