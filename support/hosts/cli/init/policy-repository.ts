import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { ConfigurationError } from '../../../control';
import { controlList } from '../../../formats';
import { loadNamed, PACKAGE_DIR, readCatalogue } from '../../../run';
import { GIVEN_UMASK } from '../../umask';
import type { CiName } from './ci-names';
import { withIamspec } from './package-json';

interface Choice {
  /** The name of a profile that iamspec ships. */
  readonly profile: string;
  readonly ci: CiName | undefined;
}

const FILES = join(__dirname, 'files');

const POLICY = [
  'controls/machine-user-path.test.ts',
  'controls/machine-user-path.samples.ts',
  'profiles/house.ts',
  'profiles/waivers.yaml',
  'profiles/owners.yaml',
  'tsconfig.json',
  'README.md',
];

const PIPELINES: Readonly<Record<CiName, readonly [from: string, to: string]>> = {
  github: ['ci/github.yml', '.github/workflows/iam-credentials.yml'],
  gitlab: ['ci/gitlab.yml', '.gitlab-ci.yml'],
  jenkins: ['ci/Jenkinsfile', 'Jenkinsfile'],
  codebuild: ['ci/buildspec.yml', 'buildspec.yml'],
};

/** Writes what is not there yet. Returns what was written, left alone, and what to do next. @throws ConfigurationError */
export function writePolicyRepository(directory: string, choice: Choice): string {
  if (directory === PACKAGE_DIR) {
    throw new ConfigurationError([
      `${directory} is iamspec itself. Name another directory: npx iamspec init ../my-policy`,
    ]);
  }
  const files = filesOf(directory, choice);
  process.umask(GIVEN_UMASK);
  const written: string[] = [];
  const left: string[] = [];
  for (const [name, text] of files) {
    const path = join(directory, name);
    if (existsSync(path)) {
      if (readFileSync(path, 'utf8') !== text) left.push(name);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    written.push(name);
  }
  const { notes, isInstalled } = withIamspec(directory, basename(directory));
  const here = relative(process.cwd(), directory);
  return [
    ...(written.length > 0 ? ['Written:', ...written.map((name) => `  ${name}`)] : []),
    ...(left.length > 0
      ? ['Left alone, since they are there:', ...left.map((name) => `  ${name}`)]
      : []),
    ...notes,
    '',
    'Next:',
    ...(here === '' ? [] : [`  cd ${here}`]),
    ...(isInstalled ? [] : ['  npm install']),
    '  npx iamspec demo     judges a made-up account by your policy: no AWS needed',
    '  npm test             judges the account that your AWS credentials reach',
    ...(choice.ci
      ? ['  README.md says what to put into the pipeline, and how to make its role.']
      : []),
  ].join('\n');
}

function filesOf(directory: string, { profile, ci }: Choice): ReadonlyMap<string, string> {
  const permissions = permissionsOf(profile);
  const files = new Map(POLICY.map((name) => [name, read(name)]));
  files.set(
    'profiles/house.ts',
    read('profiles/house.ts').replace('profiles/baseline', `profiles/${profile}`),
  );
  files.set('.gitignore', read('gitignore'));
  files.set('iam/policy.json', policy(permissions));
  files.set(
    'README.md',
    read('README.md')
      .replace('{{profile}}', profile)
      .replace('{{pipeline}}\n', ci ? pipelineText(ci) : ''),
  );
  if (!hasJest(directory)) files.set('jest.config.mjs', read('jest.config.mjs'));
  if (ci) {
    const [from, to] = PIPELINES[ci];
    files.set(to, read(from));
    files.set('iam/trust.json', read(`iam/${ci}.json`));
  }
  return files;
}

function read(name: string): string {
  return readFileSync(join(FILES, name), 'utf8');
}

function hasJest(directory: string): boolean {
  return ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts', 'json'].some((end) =>
    existsSync(join(directory, `jest.config.${end}`)),
  );
}

function permissionsOf(profile: string): readonly string[] {
  const { entries } = readCatalogue(join(PACKAGE_DIR, 'controls'));
  const [listed] = controlList(entries, [loadNamed(profile)]).profiles;
  return listed?.permissions ?? [];
}

function policy(actions: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)}\n`;
}

function pipelineText(ci: CiName): string {
  return `
## The pipeline

\`${PIPELINES[ci][1]}\` audits every day. Put in its place what stands in capitals, and the account
\`111122223333\`, there and in \`iam/trust.json\`; then make the role:

\`\`\`sh
aws iam create-role --role-name iamspec --assume-role-policy-document file://iam/trust.json
aws iam put-role-policy --role-name iamspec --policy-name iamspec --policy-document file://iam/policy.json
\`\`\`
`;
}
