import { join, relative } from 'node:path';
import type { Config } from 'jest';
import type { Waiver } from '../../control';
import { type Plan, type PlannedControl, ROOT_DIR } from '../../run';
import { type JestCache, jestCache } from './cache';

/** What a Jest project passes to the control files that run in it: JSON only. */
export interface ProjectGlobals {
  readonly iamspec: {
    readonly profile: string;
    readonly controls: Readonly<Record<string, Pick<PlannedControl, 'inputs' | 'scope'>>>;
    readonly waivers: readonly Waiver[];
  };
}

/** The name of the Jest project that holds the plain Jest files. */
export const PLAIN_PROJECT = 'plain';

/** Jest's configuration for a plan: a project for each profile, and one for the plain files. */
export function jestConfig(plan: Plan): Config {
  const cache = jestCache('audit');
  return {
    rootDir: ROOT_DIR,
    projects: [
      ...plan.profiles.map(({ name }) => profileProject(name, plan, cache)),
      ...(plan.plainTests.length > 0 ? [plainProject(plan, cache)] : []),
    ],
    globalSetup: join(__dirname, 'global-setup.ts'),
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
export const TEST_RUNNER = join(__dirname, 'test-runner.cjs');

/** The one reporter of an audit: JUnit, summary and exit code come from it. */
export const REPORTER = join(__dirname, 'reporter.ts');

function profileProject(profile: string, plan: Plan, cache: JestCache): ProjectConfig {
  const selected = plan.controls.filter((control) => control.profile === profile);
  const controls = selected.map(({ id, inputs, scope }) => [id, { inputs, scope }] as const);
  const iamspec = { profile, controls: Object.fromEntries(controls), waivers: plan.waivers };
  const files = selected.map(({ file }) => file);
  return project(iamspec, files, cache);
}

function plainProject({ plainTests }: Plan, cache: JestCache): ProjectConfig {
  const none = { profile: PLAIN_PROJECT, controls: {}, waivers: [] };
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
    rootDir: ROOT_DIR,
    roots: [join(ROOT_DIR, 'controls')],
    // A regular expression, since a glob reads brackets in a directory's name as its own.
    testRegex: files.map((file) => `${escapeRegExp(relative(ROOT_DIR, file))}$`),
    // As a package, iamspec lies in node_modules itself, which Jest would pass over.
    testPathIgnorePatterns: [],
    transformIgnorePatterns: [],
    haste: { retainAllFiles: true },
    runner: join(__dirname, 'runner.ts'),
    transform: { '\\.ts$': join(__dirname, '..', '..', 'typescript.cjs') },
    setupFilesAfterEnv: [join(__dirname, 'setup.ts')],
    globals: { iamspec },
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
