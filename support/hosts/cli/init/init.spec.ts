import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readBlocks } from '../../../../tools/testing/examples';
import { CI_NAMES, type CiName } from './ci-names';
import { withIamspec } from './package-json';
import { writePolicyRepository } from './policy-repository';

const root = mkdtempSync(join(tmpdir(), 'iamspec-init-'));
afterAll(() => rmSync(root, { recursive: true }));

let directories = 0;
function place(): string {
  const directory = join(root, `My Policy ${directories++}`);
  mkdirSync(directory);
  return directory;
}

const PLACES: Readonly<Record<CiName, string>> = {
  github: '.github/workflows/iam-credentials.yml',
  gitlab: '.gitlab-ci.yml',
  jenkins: 'Jenkinsfile',
  codebuild: 'buildspec.yml',
};

const blocks = readBlocks(
  readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'ci.md'), 'utf8'),
);

describe.each(CI_NAMES)('the pipeline for %s', (ci) => {
  const directory = place();
  const said = writePolicyRepository(directory, { profile: 'cis-aws-5.0', ci });
  const pipeline = readFileSync(join(directory, PLACES[ci]), 'utf8');

  test('is the one of docs/ci.md, which the self-tests run', () => {
    const shown = blocks.map(({ text }) => text);
    if (ci !== 'codebuild') return expect(shown).toContain(pipeline);
    // There a bucket is given, which nobody has yet.
    const { phases, ...others } = parse(pipeline);
    const whole = shown.find((text) => text.startsWith('version: 0.2'));
    const { phases: all, ...rest } = parse(whole ?? '');
    expect(others).toEqual(rest);
    expect({ ...phases, post_build: all.post_build }).toEqual(all);
  });

  test('has a role that its CI system can take, which may read what the profile needs and no more', () => {
    const policy = JSON.parse(readFileSync(join(directory, 'iam', 'policy.json'), 'utf8'));
    expect(policy.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'iam:GenerateCredentialReport',
          'iam:GetCredentialReport',
          'iam:GetAccountPasswordPolicy',
          'iam:ListVirtualMFADevices',
        ],
        Resource: '*',
      },
    ]);
    const trust = readFileSync(join(directory, 'iam', 'trust.json'), 'utf8');
    expect(blocks.map(({ text }) => text)).toContain(trust);
  });

  test('is named with what is to be done', () => {
    expect(said).toContain(`  ${PLACES[ci]}\n`);
    expect(said).toContain('README.md says what to put into the pipeline');
    const readme = readFileSync(join(directory, 'README.md'), 'utf8');
    expect(readme).toContain(`\`${PLACES[ci]}\` audits every day`);
    expect(readme).not.toContain('{{');
  });
});

test('the house policy builds on the profile that was chosen', () => {
  const directory = place();
  writePolicyRepository(directory, { profile: 'pci-dss-4.0.1', ci: undefined });
  const house = readFileSync(join(directory, 'profiles', 'house.ts'), 'utf8');
  expect(house).toContain("from 'iamspec/profiles/pci-dss-4.0.1';");
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toContain('`pci-dss-4.0.1`');
});

test('an unknown profile is refused, and nothing is written', () => {
  const write = () => writePolicyRepository(place(), { profile: 'cis-aws-9.0', ci: undefined });
  expect(write).toThrow(/There is no profile "cis-aws-9\.0"\..*cis-aws/);
});

test('iamspec itself is no place for it', () => {
  const here = join(__dirname, '..', '..', '..', '..');
  const write = () => writePolicyRepository(here, { profile: 'baseline', ci: undefined });
  expect(write).toThrow(/is iamspec itself\. Name another directory/);
});

test('what is there already is left alone, and named', () => {
  const directory = place();
  writeFileSync(join(directory, 'README.md'), 'mine');
  writeFileSync(join(directory, 'jest.config.cjs'), 'mine');
  const said = writePolicyRepository(directory, { profile: 'baseline', ci: undefined });
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toBe('mine');
  expect(said).toContain('Left alone, since they are there:\n  README.md\n');
  expect(said).not.toContain('jest.config.mjs');
  const again = writePolicyRepository(directory, { profile: 'baseline', ci: undefined });
  expect(again).not.toContain('Written:');
});

describe('package.json', () => {
  function changed(before: object | string | undefined) {
    const directory = place();
    const path = join(directory, 'package.json');
    if (before !== undefined) {
      writeFileSync(path, typeof before === 'string' ? before : JSON.stringify(before));
    }
    const { notes, isInstalled } = withIamspec(directory, 'My Policy!');
    return { after: JSON.parse(readFileSync(path, 'utf8')), notes, isInstalled };
  }

  test('is made where there is none, private, under the name of its directory', () => {
    const { after, notes, isInstalled } = changed(undefined);
    expect(after).toMatchObject({ name: 'my-policy', private: true });
    expect(after.scripts).toEqual({ test: 'iamspec exec' });
    expect(Object.keys(after.devDependencies)).toEqual(['iamspec']);
    expect(notes).toEqual([]);
    expect(isInstalled).toBe(false);
  });

  test('keeps what it holds, and the version of iamspec that it names', () => {
    const before = { name: 'x', type: 'module', devDependencies: { iamspec: '1.2.3', zod: '4' } };
    const { after } = changed(before);
    expect(after).toEqual({ ...before, scripts: { test: 'iamspec exec' } });
  });

  test('gets a test in place of the one that npm init writes', () => {
    const scripts = { test: 'echo "Error: no test specified" && exit 1' };
    expect(changed({ scripts }).after.scripts).toEqual({ test: 'iamspec exec' });
  });

  test('keeps a test of its own, beside which there is an audit', () => {
    const { after, notes } = changed({ scripts: { test: 'jest' } });
    expect(after.scripts).toEqual({ test: 'jest', audit: 'iamspec exec' });
    expect(notes.join()).toContain("import { iamspec } from 'iamspec/jest-config'");
  });

  test.each(['{', '[]', '{"scripts":{"test":1}}'])('that is %s is refused by name', (text) => {
    expect(() => changed(text)).toThrow(/package\.json cannot be read/);
  });
});
