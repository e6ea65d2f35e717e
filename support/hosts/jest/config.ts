import { join, sep } from 'node:path';
import type { Config, runCLI } from 'jest';
import packageJson from '../../../package.json';
import type { OwnerRule, Waiver } from '../../control';
import { waiverGroups } from '../../result';
import {
  CONTROLS_DIRS,
  cacheDirectory,
  PACKAGE_DIR,
  type Plan,
  type PlannedControl,
  POLICY_DIR,
} from '../../run';
import { runDirectory } from './run-directory';

const { version } = packageJson;

/** What a Jest project passes to the control files that run in it: JSON only. */
export interface ProjectGlobals {
  readonly iamspec: {
    readonly profile: string;
    readonly controls: Readonly<Record<string, Pick<PlannedControl, 'inputs' | 'scope'>>>;
    /** Grouped, since Jest turns all of it into text, and 20,000 can be waived. */
    readonly waivers: readonly (Omit<Waiver, 'subject'> & {
      readonly subjects: readonly string[];
    })[];
    readonly owners: readonly OwnerRule[];
  };
}

/** What Jest reads from an empty command line; finding that out itself takes it an eighth of an audit. */
export const NO_ARGUMENTS: Parameters<typeof runCLI>[0] = { $0: '', _: [] };

/** The name of the Jest project that holds the plain Jest files. */
export const PLAIN_PROJECT = 'plain';

/** Jest's configuration for a plan: a project for each profile, and one for the plain files. */
export function jestConfig(plan: Plan): Config {
  const cache = jestCache();
  return {
    rootDir: POLICY_DIR,
    projects: [
      ...plan.profiles.map(({ name }) => profileProject(name, plan, cache)),
      ...(plan.plainTests.length > 0 ? [plainProject(plan, cache)] : []),
    ],
    reporters: [REPORTER],
    // Jest would end the process itself; the reporter turns a run of nothing into exit 2.
    passWithNoTests: true,
    watchman: false,
    // What a test leaves behind comes to this process alone: a worker would take it with it.
    maxWorkers: 1,
    testTimeout: 60_000,
  };
}

/** What runs plain test files, and proves that they have checked something. */
export const TEST_RUNNER = join(__dirname, 'test-runner.js');

/** The one reporter of an audit: JUnit, summary and exit code come from it. */
export const REPORTER = join(__dirname, 'reporter.js');

function profileProject(profile: string, plan: Plan, cache: JestCache): ProjectConfig {
  const selected = plan.controls.filter((control) => control.profile === profile);
  const controls = selected.map(({ id, inputs, scope }) => [id, { inputs, scope }] as const);
  const waivers = waiverGroups(plan.waivers).map(({ waivers: own, ...shared }) => {
    return { ...shared, subjects: own.map(({ subject }) => subject) };
  });
  const iamspec = { profile, controls: Object.fromEntries(controls), waivers, owners: plan.owners };
  const files = selected.map(({ file }) => file);
  return project(iamspec, files, cache);
}

function plainProject({ plainTests }: Plan, cache: JestCache): ProjectConfig {
  const none = { profile: PLAIN_PROJECT, controls: {}, waivers: [], owners: [] };
  return { ...project(none, plainTests, cache), testRunner: TEST_RUNNER };
}

type ProjectConfig = Exclude<NonNullable<Config['projects']>[number], string>;

function project(
  iamspec: ProjectGlobals['iamspec'],
  files: readonly string[],
  cache: JestCache,
): ProjectConfig {
  return {
    ...cache,
    displayName: iamspec.profile,
    globalSetup: join(__dirname, 'global-setup.js'),
    rootDir: POLICY_DIR,
    roots: [...CONTROLS_DIRS],
    // A regular expression, since a glob reads brackets in a directory's name as its own.
    testRegex: files.map((file) => `^${escapeRegExp(file)}$`),
    // As a package, iamspec lies in node_modules itself, which Jest would pass over.
    testPathIgnorePatterns: [],
    transformIgnorePatterns: [OTHERS_CODE],
    // To ask whether there is a `find` takes longer than to do without.
    haste: { retainAllFiles: true, forceNodeFilesystemAPI: true },
    runner: join(__dirname, 'runner.js'),
    transform: { '\\.[cm]?[jt]s$': [join(__dirname, 'transform.js'), { version }] },
    setupFilesAfterEnv: [join(__dirname, 'setup.js')],
    globals: { iamspec },
  };
}

// Packages are run as they are, but for the policy that iamspec brings.
const OTHERS_CODE = [
  `^${escapeRegExp(join(PACKAGE_DIR, 'dist', sep))}`,
  `^(?!${escapeRegExp(join(PACKAGE_DIR, sep))}(?:controls|profiles)[\\\\/]).*[\\\\/]node_modules[\\\\/]`,
].join('|');

type JestCache = Pick<ProjectConfig, 'cacheDirectory' | 'cache'>;

// Jest runs what it finds in its cache: so not in the shared temporary directory.
function jestCache(): JestCache {
  const directory = cacheDirectory();
  if (directory !== undefined && isPattern(directory)) {
    return { cacheDirectory: join(directory, 'jest'), cache: true };
  }
  const { path, remove } = runDirectory();
  process.once('exit', remove);
  // Jest cannot do without a directory, but does not read in it then.
  return { cacheDirectory: path, cache: false };
}

// Jest makes a regular expression of the path as it is, where it lies below the root.
function isPattern(path: string): boolean {
  try {
    return new RegExp(path) instanceof RegExp;
  } catch {
    return false;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
