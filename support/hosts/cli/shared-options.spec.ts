import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../tools/testing/cli';
import { AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../../tools/testing/report';
import { DAY, FACTS } from '../../report';
import { loadProfile, profileNames, readCatalogue } from '../../run';

// What all commands share: how a result is shown, and where it goes.

const home = mkdtempSync(join(tmpdir(), 'iamspec-shared-'));
const report = join(home, 'report.csv');
const READ = ['--report', report, '--as-of', new Date(AS_OF).toISOString()];
const env = { PATH: process.env.PATH, HOME: home, IAMSPEC_REPORTS_DIR: join(home, 'reports') };

let commands: Iamspec;
beforeAll(() => {
  commands = startIamspec(home);
  const key = accessKey(1, ago(91 * DAY), { used: ago(DAY) });
  writeFileSync(report, csv([rootRow({ mfa_active: 'true' }), userRow('alice', key)]));
});
afterAll(() => {
  commands.close();
  rmSync(home, { recursive: true, force: true });
});

const iamspec = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  commands.run(args, { ...env, ...more });
const json = async (...args: readonly string[]) =>
  JSON.parse((await iamspec([...args, '--format', 'json'])).stdout);

describe('--format json', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['list', ['list'], ['schemaVersion', 'controls', 'profiles']],
    [
      'check',
      ['check'],
      ['schemaVersion', 'profiles', 'controls', 'waivers', 'warnings', 'problems'],
    ],
    [
      'explain',
      ['explain', 'alice', ...READ],
      ['schemaVersion', 'account', 'source', 'asOf', 'user', 'counts', 'verdicts'],
    ],
  ])('of %s has the same keys in the same order', async (_, args, keys) => {
    const told = await json(...args);
    expect(Object.keys(told)).toEqual(keys);
    expect(told.schemaVersion).toBe(1);
  });

  test('of explain has verdicts as verdicts.ndjson has them', async () => {
    const { user, counts, verdicts } = await json('explain', 'alice', ...READ);
    expect(user).toMatchObject({ name: 'alice', arn: expect.stringMatching(/:user\/alice$/) });
    expect(counts).toMatchObject({ passed: 1, failed: 1, error: 0 });
    expect(verdicts).toContainEqual(
      expect.objectContaining({
        control: 'access-key-rotation',
        subject: 'alice / access key 1',
        status: 'failed',
        measured: 91,
      }),
    );
  });

  test('of check names what is wrong, and still ends with 2', async () => {
    const { status, stdout } = await iamspec(['check', 'cis-aws-9', '--format', 'json']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      controls: 0,
      problems: [expect.stringMatching(/no profile "cis-aws-9"/)],
    });
  });
});

describe('--output', () => {
  test.each<[string, readonly string[], string]>([
    ['list', ['list'], 'list.json'],
    ['check', ['check'], 'check.json'],
    ['explain', ['explain', 'alice', ...READ], 'alice.json'],
    ['users', ['users', ...READ], 'users.json'],
    ['triage', ['triage', ...READ], 'triage.json'],
    ['summary', ['summary', ...READ], 'summary.json'],
  ])(
    'of %s writes a private file in the format of its ending, as --out does',
    async (_, args, name) => {
      const [one, other] = [`1-${name}`, `2-${name}`].map((each) => join(home, each));
      expect((await iamspec([...args, '--output', one ?? ''])).stdout).toBe('');
      await iamspec([...args, '--out', other ?? '']);
      const keys = (path = '') => Object.keys(JSON.parse(readFileSync(path, 'utf8')));
      expect(keys(one)).toEqual(keys(other));
      expect(statSync(one ?? '').mode & 0o777).toBe(0o600);
    },
  );
});

describe('--quiet', () => {
  const FAILED = /^FAILED: .* Exit 1\.\n$/;

  test.each<[string, readonly string[], RegExp]>([
    ['exec', ['exec', ...READ], FAILED],
    ['exec, before its name', ['--quiet', 'exec', ...READ], FAILED],
    ['summary', ['summary', ...READ], FAILED],
    ['explain', ['explain', 'alice', ...READ], /^1 passed, 1 failed, .* 0 not reviewed\.\n$/],
    ['check', ['check'], /^baseline: 6 controls and 0 waivers, nothing wrong\.\n$/],
  ])('leaves the verdict of %s alone', async (_, args, verdict) => {
    const given = args.includes('--quiet') ? args : [...args, '--quiet'];
    const { stdout, stderr } = await iamspec(given);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(verdict), stderr: '' });
  });

  test('leaves errors, and of lists what was asked for', async () => {
    const refused = await iamspec(['users', '--report', 'none.csv', '--quiet']);
    expect(refused.stderr).toMatch(/^Could not be done: .*\n +- --report is "none\.csv"/);
    const wrong = await iamspec(['exec', '--fail-on', 'hgih', '--quiet']);
    expect(wrong.stderr).toMatch(/^Could not check: --fail-on is "hgih".*\nCOULD NOT CHECK: /);
    expect((await iamspec(['users', ...READ, '--quiet'])).stdout).toContain('alice');
  });

  test('is forgotten by the next command of a process', async () => {
    await iamspec(['check', '--quiet']);
    expect((await iamspec(['explain', 'alice', ...READ])).stdout).toContain('Requirements: ');
  });
});

describe('colours', () => {
  const ESCAPE = '\u001b[';
  test.each<[string, readonly string[], Readonly<Record<string, string>>, boolean]>([
    ['in a pipe', [], {}, false],
    ['with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['with NO_COLOR, which outweighs it', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['with --no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ])('%s', async (_, flags, given, colored) => {
    const { stdout } = await commands.alone(['summary', ...READ, ...flags], { ...env, ...given });
    expect(stdout.includes(ESCAPE)).toBe(colored);
  });
});

describe('list --policy', () => {
  const policyOf = async (...args: readonly string[]) =>
    JSON.parse((await iamspec(['list', '--policy', ...args])).stdout);

  test.each(profileNames())(
    'of %s allows what the facts of its controls need, and no more',
    async (name) => {
      const { Version, Statement } = await policyOf('--profile', name);
      const listed = await json('list', '--profile', name);
      const facts: readonly (keyof typeof FACTS)[] = listed.controls.flatMap(
        (each: { readonly facts: readonly string[] }) => each.facts,
      );
      const needed = facts.flatMap((fact) => FACTS[fact].actions);
      const report = ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'];
      expect(Version).toBe('2012-10-17');
      expect(Statement).toEqual([{ Effect: 'Allow', Action: expect.any(Array), Resource: '*' }]);
      expect(Statement[0].Action.toSorted()).toEqual([...new Set([...report, ...needed])].sort());
    },
  );

  test('names every control of a profile: a smaller policy would refuse a live run a fact', async () => {
    const { controls } = await json('list', '--profile', 'all');
    expect(controls).toHaveLength(readCatalogue().entries.length);
    expect(loadProfile('all').name).toBe('all');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['an unknown profile', ['--profile', 'cis-aws-9'], /no profile "cis-aws-9"/],
    ['an unknown requirement', ['--requirement', '99'], /no requirement "99"/],
    ['no control', ['--profile', 'baseline', '--severity', 'low'], /No control is meant/],
    ['an unknown severity', ['--severity', 'hihg'], /expected some of low, medium, high, critical/],
  ])('of %s is an error, never a smaller policy', async (_, args, why) => {
    const { status, stdout, stderr } = await iamspec(['list', '--policy', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(why);
  });
});
