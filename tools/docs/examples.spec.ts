import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { bin, version } from '../../package.json';
import { LEAST_POLICY } from '../../support/aws';
import { sampleAccount } from '../../support/local-iam';
import {
  KMS_PUBLISH_STATEMENT,
  S3_PUBLISH_POLICY,
  SECURITY_HUB_PUBLISH_POLICY,
} from '../../support/publish/publish-permissions';
import { FORMAT_FILES, FORMAT_NAMES } from '../../support/result';
import { loadProfile } from '../../support/run';
import {
  type Block,
  type Done,
  emptyDirectory,
  type FakeAws,
  readBlocks,
  runGroups,
  startFakeAws,
  terminalOf,
} from '../testing/examples';
import { copyProject } from '../testing/project';

// A page is run from top to bottom in one terminal, as a reader would: each line of its `sh` blocks,
// and what its pipelines run. A `text` block is what the `sh` block before it in the section says;
// `...` stands for what is left out. A command must end with 0, an audit with 1, since the account
// breaks the policy on purpose, unless the comment behind it says "exit" and a number.

const ROOT_DIR = join(__dirname, '..', '..');
/** A reader can begin with it: it is run in an empty directory, and starts what it talks to. */
const COMMANDS = 'docs/commands.md';
const PAGES = [
  'README.md',
  COMMANDS,
  'docs/evidence.md',
  'docs/ci.md',
  'docs/adopt.md',
  'docs/from-audit-manager.md',
  'docs/from-inspec.md',
];

const ADOPTED =
  'installs from the registry; tools/policy-repository.spec.ts does so from a tarball';
const NO_DOCKER = 'tools/dockerfile.spec.ts replays the Dockerfile without Docker';

/** What is not run, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'installs from the registry; CI begins with it',
  'npm run verify': 'this spec is a part of it',
  'npm install --save-dev iamspec': ADOPTED,
  'npx --no iamspec init': ADOPTED,
  'npx --no iamspec upgrade': ADOPTED,
  'npx --no iamspec exec --watch': 'waits for changes until it is stopped',
  'docker build --build-arg COMMIT="$(git rev-parse HEAD)" --tag iamspec .': NO_DOCKER,
  'docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/audit" iamspec exec --report report.csv':
    NO_DOCKER,
};

/** When the report was generated that somebody saved as report.csv. */
const SAVED = '2026-09-11T13:14:52Z';

/** How old the sample's report is. */
const SAMPLE_AGE = 180_000;

/** Last month's bundle, which the README takes for granted. */
const BEFORE_README = [
  `IAMSPEC_REPORT=report.csv IAMSPEC_AS_OF=${SAVED} npm test`,
  'cp -rL reports/latest last-month && rm -r reports',
];

interface Command {
  readonly text: string;
  readonly exit: number;
}

interface Example {
  readonly block: Block;
  readonly commands: readonly Command[];
  /** What the page shows of their output, block by block. */
  readonly shown: readonly Block[];
}

/** Those of `NOT_RUN` that the pages show. */
const left = new Set<string>();
const read = (page: string) => readFileSync(join(ROOT_DIR, page), 'utf8');
const blocks = new Map(PAGES.map((page) => [page, readBlocks(read(page))]));
const examples = new Map(PAGES.map((page) => [page, examplesOf(blocks.get(page) ?? [])]));

function examplesOf(all: readonly Block[]): readonly Example[] {
  return all.flatMap((block, index) => {
    const commands = commandLines(block).flatMap(commandOf);
    if (commands.length === 0) return [];
    const rest = all.slice(index + 1);
    const end = rest.findIndex(({ section, language }) => {
      return section !== block.section || language !== 'text';
    });
    const shown = block.language === 'sh' ? rest.slice(0, end === -1 ? rest.length : end) : [];
    return [{ block, commands, shown }];
  });
}

function commandLines({ language, text }: Block): readonly string[] {
  if (language === 'sh') return lines(text.replace(/\\\n\s*/g, ''));
  if (language === 'yaml') return yamlCommands(parse(text));
  if (language === 'groovy') {
    return [...text.matchAll(/\bsh(?:\(script:)? ?'([^']+)'/g)].map(([, line = '']) => line);
  }
  return [];
}

/** What a pipeline runs, after the variables that it sets. */
function yamlCommands(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(yamlCommands);
  if (typeof node !== 'object' || node === null) return [];
  const entries: readonly [string, unknown][] = Object.entries(node);
  return entries
    .toSorted(([one], [other]) => Number(isVariables(other)) - Number(isVariables(one)))
    .flatMap(([key, value]) => {
      if (isVariables(key)) return Object.entries(Object(value)).flatMap(variable);
      if (['run', 'script', 'commands'].includes(key)) return [value].flat().map(String);
      return yamlCommands(value);
    });
}

function isVariables(key: string): boolean {
  return key === 'env' || key === 'variables';
}

function variable([name, value]: readonly [string, unknown]): readonly string[] {
  if (typeof value !== 'string') return yamlCommands({ [name]: value });
  // A job that takes a role by its token has no other credentials.
  const others = name === 'AWS_ROLE_ARN' ? ['export AWS_CONFIG_FILE=/dev/null'] : [];
  return [...others, `export ${name}="${value}"`];
}

function commandOf(line: string): readonly Command[] {
  const [, whole = '', comment = ''] = /^(.*?)(?:\s+# (.*))?$/.exec(line) ?? [];
  const parts = whole.split(' && ');
  for (const part of parts.filter((each) => each in NOT_RUN)) left.add(part);
  const text = parts.filter((part) => !(part in NOT_RUN)).join(' && ');
  if (text === '') return [];
  const isAudit = /\bnpm test\b|\biamspec (?:exec|summary)\b/.test(text);
  const said = /\bexit (\d)/.exec(comment)?.[1];
  return [{ text, exit: Number(said ?? (isAudit ? 1 : 0)) }];
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

let aws: FakeAws;
const results = new Map<Example, readonly Done[]>();
const projects = new Map<string, string>();

beforeAll(async () => {
  aws = await startFakeAws();
  await Promise.all(PAGES.map(runPage));
}, 600_000);

afterAll(() => aws.close());

async function runPage(page: string): Promise<void> {
  const { report } = sampleAccount(new Date(Date.parse(SAVED) + SAMPLE_AGE));
  const project =
    page === COMMANDS ? emptyDirectory() : copyProject({ 'report.csv': String(report) }, true);
  projects.set(page, project);
  const env = {
    ...terminalOf(project, aws),
    ...(page === 'docs/ci.md' && {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: join(project, 'job-summary.md'),
      CI_PROJECT_DIR: project,
      AWS_ID_TOKEN: 'token of the job',
    }),
  };
  const all = examples.get(page) ?? [];
  const groups = all.map(({ commands, block }) => ({
    commands: commands.map(({ text }) => text),
    alone: block.language !== 'sh',
  }));
  const before = { commands: page === 'README.md' ? BEFORE_README : [], alone: true };
  const [, ...done] = await runGroups(project, [before, ...groups], env);
  for (const [index, example] of all.entries()) results.set(example, done[index] ?? []);
}

describe.each(PAGES)('%s', (page) => {
  const table = (examples.get(page) ?? []).map((example) => {
    const { block, commands } = example;
    return [block.line, commands.map(({ text }) => text).join('; '), example] as const;
  });

  test.each(table)('line %d: %s', (_line, _text, example) => {
    const { commands, shown } = example;
    const done = results.get(example) ?? [];
    const wrong = commands.flatMap(({ text, exit }, index) => {
      const { exit: found, output = '' } = done[index] ?? {};
      return found === exit
        ? []
        : [`${text}: exit ${found}, expected ${exit}`, output.slice(-2000)];
    });
    expect(wrong).toEqual([]);
    const output = done.map((each) => each.output).join('\n');
    expect(shown.flatMap(({ text }) => missing(lines(text), output))).toEqual([]);
  });

  test('has blocks of known languages only: a command in another would not be run', () => {
    const languages = (blocks.get(page) ?? []).map(({ language }) => language);
    // What stands in Ruby is InSpec's.
    const known = ['sh', 'text', 'yaml', 'groovy', 'json', 'ts', 'js', 'ruby'];
    expect(languages.filter((language) => !known.includes(language))).toEqual([]);
  });

  test('links to pages and headings that are there', () => {
    const links = [...read(page).matchAll(/\]\(([^):]*?\.md)?(#[^)]+)?\)/g)].map(
      ([link, path, anchor]) => {
        const target = path === undefined ? page : join(dirname(page), path);
        if (!existsSync(join(ROOT_DIR, target))) return link;
        return anchor === undefined || anchors(target).includes(anchor) ? '' : link;
      },
    );
    expect(links.filter(Boolean)).toEqual([]);
  });
});

/** The first of the lines that was not said where it should have been, and what was said there. */
function missing(shown: readonly string[], output: string): readonly string[] {
  const said = output.split('\n').map(stable);
  let next = 0;
  for (const line of shown.filter((each) => each.trim() !== '...')) {
    const pieces = stable(line)
      .split('...')
      .map((piece) => piece.replace(/[^\w\s]/g, '\\$&'));
    const pattern = new RegExp(`^${pieces.join('.*')}$`);
    const found = said.findIndex((each, index) => index >= next && pattern.test(each));
    if (found === -1) return [line, 'is not in:', ...said.slice(next, next + 20)];
    next = found + 1;
  }
  return [];
}

/** A line without what differs from run to run: instants, days, ages, ids, ports, hashes, widths. */
function stable(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?(?:-[0-9a-f]{6})?/g, 'INSTANT')
    .replace(/\d{4}-\d\d-\d\d/g, 'DAY')
    .replace(/127\.0\.0\.1:\d+/g, 'ENDPOINT')
    .replace(/\d+ (?:s|min|h) old/g, 'AGE old')
    .replace(/[0-9a-f]{64}/g, 'HASH')
    .replace(/\s+/g, ' ')
    .trim();
}

function anchors(page: string): readonly string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map(
    (heading) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  );
}

test('every command that is not run is on some page', () => {
  expect([...left].sort()).toEqual(Object.keys(NOT_RUN).sort());
});

test('docs/commands.md has a section for each command of iamspec, which runs it', () => {
  const { stdout } = spawnSync(process.execPath, [join(ROOT_DIR, bin.iamspec), '--help'], {
    encoding: 'utf8',
  });
  const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)(?: [[<].*?[\]>])* {2}/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  expect(commands.length).toBeGreaterThan(10);
  const shown = (blocks.get('docs/commands.md') ?? []).flatMap(({ language, section, text }) =>
    language === 'sh' && text.includes(`iamspec ${section}`) ? section : [],
  );
  expect([...new Set(shown)].sort()).toEqual(commands.sort());
});

test('npx finds the command', () => {
  const project = projects.get('README.md') ?? '';
  const env = { PATH: process.env.PATH, HOME: join(project, '.home') };
  const { stdout } = spawnSync('npx', ['--no', '--', 'iamspec', '--version'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe(version);
});

describe('the pipelines of docs/ci.md', () => {
  test('on GitHub, the job gets its summary and annotations', () => {
    const project = projects.get('docs/ci.md') ?? '';
    expect(readFileSync(join(project, 'job-summary.md'), 'utf8')).toContain('iamspec: ❌ FAILED');
    const output = [...results.values()].flat().map((each) => each.output);
    const errors = output.join('\n').match(/^::error title=.*?::/gm);
    expect(errors?.join()).toContain('DEMO console-user-mfa (high)');
  });

  test('on GitLab, the SDK takes the token of the job', () => {
    expect([...new Set(aws.tokens)]).toEqual(['token of the job']);
  });

  test('on CodeBuild, the whole bundle is published, its manifest last', () => {
    const last = aws.objects.filter((key) => key.endsWith('/manifest.json'));
    expect(last.length).toBeGreaterThan(0);
    for (const key of last) {
      expect(key).toMatch(/^\/example-evidence\/iam\/dt=\S+\/account=0{12}\//);
      const run = aws.objects.filter((each) => dirname(each) === dirname(key));
      expect(run.length).toBeGreaterThan(6);
      expect(run.at(-1)).toBe(key);
    }
  });
});

test('the IAM policies are those that the code needs', () => {
  const policies = (page: string) =>
    (blocks.get(page) ?? [])
      .filter(({ language }) => language === 'json')
      .map(({ text }) => JSON.parse(text));
  expect(policies('docs/ci.md')[0]).toEqual(LEAST_POLICY);
  expect(policies('docs/evidence.md')).toEqual([
    S3_PUBLISH_POLICY,
    KMS_PUBLISH_STATEMENT,
    SECURITY_HUB_PUBLISH_POLICY,
  ]);
});

test('docs/evidence.md names every file of a bundle', () => {
  const bundle = join(projects.get('docs/evidence.md') ?? '', 'reports', 'latest');
  const named = tableRows('docs/evidence.md', 'file').map(([file = '']) =>
    file.replaceAll('`', ''),
  );
  expect(named.sort()).toEqual(readdirSync(bundle).sort());
});

test('docs/evidence.md says who reads each format, and by what name', () => {
  const page = readFileSync(join(ROOT_DIR, 'docs', 'evidence.md'), 'utf8').replaceAll(/ +/g, ' ');
  for (const name of FORMAT_NAMES)
    expect(page).toContain(`| \`${name}\` | \`${FORMAT_FILES[name]}\` |`);
});

test('docs/evidence.md says of requirements what the profiles say', () => {
  const rows = tableRows('docs/evidence.md', 'requirement');
  expect(rows.length).toBeGreaterThan(5);
  for (const [requirement = '', name = '', controls = ''] of rows) {
    const ids = requirement.replace(/^.*, /, '').split(' and ');
    const said = [...controls.matchAll(/`([a-z-]+)`(?: (\d+))?/g)].map(([, id, limit]) => ({
      id,
      limit,
    }));
    if (name === 'not decided') {
      expect(said).toEqual([]);
      continue;
    }
    const profile = loadProfile(name.replaceAll('`', ''));
    for (const id of ids) {
      const known = Object.entries(profile.requirements[id] ?? {}).map(([control, inputs]) => ({
        id: control,
        limit: Object.values(inputs)[0]?.toString(),
      }));
      expect(known).toEqual(expect.arrayContaining(said));
    }
  }
});

/** The rows of the table whose first column is headed like this, cell by cell. */
function tableRows(page: string, head: string): readonly (readonly string[])[] {
  const found =
    new RegExp(`^\\| ${head} +\\|.*\\n\\|[ |-]+\\n((?:\\|.*\\n)+)`, 'm').exec(read(page))?.[1] ??
    '';
  return lines(found).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
