import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNBROKEN } from '../../../tools/testing/cli';
import { controlResult } from '../../../tools/testing/result';
import { broken } from '../../control';
import { uncheckable } from '../../judge';
import type { ControlResult } from '../../result';
import { newRun } from '../../run';
import { readSettings } from '../../run/settings';
import { conclude } from './conclude';
import { forgetLast } from './reports-directory';

const former = process.env;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  process.env = { PATH: former.PATH, COLUMNS: UNBROKEN };
});

afterEach(() => {
  process.env = former;
  rmSync(directory, { recursive: true, force: true });
});

function result(severity: 'low' | 'high', status: 'passed' | 'failed' | 'error'): ControlResult {
  const verdict = {
    ...broken({ id: 'root-mfa', severity }, '<root_account>', undefined, 'x'),
    status,
  };
  return controlResult('root-mfa', severity, [verdict]);
}

function end(results: readonly ControlResult[], problems: readonly string[] = [], tty = false) {
  const settings = readSettings({ IAMSPEC_REPORTS_DIR: directory, IAMSPEC_FAIL_ON: 'high' });
  let output = '';
  const stream = { isTTY: tty, write: (text: string) => (output += text) };
  const plan = { profiles: [], settings, waivers: [], owners: [], policyFiles: [] };
  const { exitCode } = conclude(
    { plan },
    results,
    problems,
    stream as unknown as NodeJS.WriteStream,
  );
  const path = join(directory, 'junit.xml');
  const isFile = existsSync(directory) && lstatSync(path).isFile();
  return { exitCode, output, xml: isFile ? readFileSync(path, 'utf8') : '' };
}

describe('conclude', () => {
  test.each<[number, string, readonly ControlResult[], readonly string[]]>([
    [0, 'all passed', [result('high', 'passed')], []],
    [1, 'one failed', [result('high', 'passed'), result('high', 'failed')], []],
    [
      0,
      'what failed is below IAMSPEC_FAIL_ON',
      [result('low', 'failed'), result('high', 'passed')],
      [],
    ],
    [
      2,
      'one could not be checked, of whatever severity',
      [result('low', 'error'), result('high', 'failed')],
      [],
    ],
    [2, 'there is no verdict at all', [], []],
    [2, 'the run as a whole had a problem', [result('high', 'passed')], ['interrupted']],
  ])('exit code %i where %s', (exitCode, _, results, problems) => {
    expect(end(results, problems).exitCode).toBe(exitCode);
  });

  test('writes the evidence and says where it lies, also for nothing', () => {
    const { output, xml } = end([], ['no report']);
    expect(xml).toContain('<testsuites name="iamspec"');
    expect(output).toMatch(/Could not check: no report/);
    expect(output).toMatch(/Evidence .*junit\.xml/);
  });

  test('where the bundle cannot be written nothing has passed, and JUnit is there all the same', () => {
    writeFileSync(join(directory, 'no-account'), 'in the way');
    const { exitCode, output, xml } = end([result('high', 'passed')]);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/Could not check: the evidence could not be written: /);
    expect(xml).toContain('<testsuites');
  });

  test('a link in place of the directory of the account: nothing is written there, or passes', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
    symlinkSync(elsewhere, join(directory, 'no-account'));
    const { exitCode, output, xml } = end([result('high', 'passed')]);
    const found = readdirSync(elsewhere);
    rmSync(elsewhere, { recursive: true });
    expect(exitCode).toBe(2);
    expect(output).toMatch(/the evidence could not be written: .*no-account is a link to /);
    expect(xml).toMatch(/<error>.*no-account is a link to /);
    expect(found).toEqual([]);
  });

  test('a directory in place of latest: JUnit says so, and no bundle is left over', () => {
    mkdirSync(join(directory, 'latest'));
    const { exitCode, output, xml } = end([result('high', 'passed')]);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/Could not check: .*latest is in the way .* directory\. Move it away\./);
    expect(xml).toMatch(/<error>.*latest is in the way/);
    expect(output).not.toContain('is the latest complete run');
    expect(readdirSync(directory).sort()).toEqual(['junit.xml', 'latest']);
  });

  test('a directory in place of junit.xml: no stack, and nothing passes', () => {
    mkdirSync(join(directory, 'junit.xml', 'x'), { recursive: true });
    const { exitCode, output } = end([result('high', 'passed')]);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/junit\.xml is in the way/);
    expect(readdirSync(directory)).toEqual(['junit.xml']);
  });

  test.each<[string, () => void, RegExp]>([
    ['a file', () => writeFileSync(directory, ''), /is a file, but the evidence is to go there/],
    ['a link to nothing', () => symlinkSync('nowhere', directory), /is a link to nothing/],
  ])('%s in place of the reports directory: no stack, and nothing passes', (_, make, said) => {
    rmSync(directory, { recursive: true });
    make();
    const settings = readSettings({ IAMSPEC_REPORTS_DIR: directory });
    let output = '';
    const stream = { write: (text: string) => (output += text) };
    const plan = { profiles: [], settings, waivers: [], owners: [], policyFiles: [] };
    const done = conclude(
      { plan },
      [result('high', 'passed')],
      [],
      stream as unknown as NodeJS.WriteStream,
    );
    expect(done.exitCode).toBe(2);
    expect(output).toMatch(said);
    expect(output).not.toMatch(/Evidence|ENOENT|EEXIST/);
  });

  test('again, where something came later: the evidence is anew, and latest as it was', () => {
    const settings = readSettings({ IAMSPEC_REPORTS_DIR: directory });
    const plan = { profiles: [], settings, waivers: [], owners: [], policyFiles: [] };
    const stream = { write: () => true } as unknown as NodeJS.WriteStream;
    const say = (run: Parameters<typeof conclude>[0], problems: readonly string[]) =>
      conclude(run, [result('high', 'passed')], problems, stream);
    const [latest, lastRun] = [join(directory, 'latest'), join(directory, 'last-run')];
    const exitCodeIn = (bundle: string): unknown =>
      JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')).exitCode;

    say({ plan }, []);
    const formerLatest = readlinkSync(latest);
    const run = { plan, identity: newRun(settings), formerLatest };
    say(run, []);
    expect(readlinkSync(latest)).toContain(run.identity.id);
    say(run, ['too late']);
    expect(readlinkSync(latest)).toBe(formerLatest);
    expect(readlinkSync(lastRun)).toContain(run.identity.id);
    expect([exitCodeIn(latest), exitCodeIn(lastRun)]).toEqual([0, 2]);
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toContain('too late');
    expect(readdirSync(join(directory, 'no-account'))).toHaveLength(2);
  });

  test.each<[string, (latest: string) => void]>([
    ['a directory', (latest) => mkdirSync(latest)],
    ['a link to a directory without a manifest', (latest) => symlinkSync('.', latest)],
  ])('where latest is %s, it is not said to be a complete run', (_, make) => {
    make(join(directory, 'latest'));
    expect(end([result('high', 'error')]).output).not.toContain('is the latest complete run');
  });

  test('where latest is a link to a bundle, it is said to be the latest complete run', () => {
    end([result('high', 'passed')]);
    const latest = readlinkSync(join(directory, 'latest'));
    const { output } = end([result('high', 'error')]);
    expect(output).toMatch(/Latest .* is the latest complete run/);
    expect(output).toContain(latest);
  });

  test('again, where there was no latest: there is none', () => {
    const settings = readSettings({ IAMSPEC_REPORTS_DIR: directory });
    const run = {
      plan: { profiles: [], settings, waivers: [], owners: [], policyFiles: [] },
      identity: newRun(settings),
    };
    const stream = { write: () => true } as unknown as NodeJS.WriteStream;
    conclude(run, [result('high', 'passed')], [], stream);
    conclude(run, [result('high', 'passed')], ['too late'], stream);
    expect(existsSync(join(directory, 'latest'))).toBe(false);
  });

  describe.each<[string, () => void, RegExp]>([
    ['a directory in place of latest', () => mkdirSync(join(directory, 'latest')), /latest is in/],
    [
      'a directory in place of junit.xml',
      () => mkdirSync(join(directory, 'junit.xml')),
      /junit\.xml is/,
    ],
    [
      'a file in place of the reports directory',
      () => {
        rmSync(directory, { recursive: true });
        writeFileSync(directory, '');
      },
      /is a file, but the evidence is to go there/,
    ],
    [
      'a link to nothing in place of the reports directory',
      () => {
        rmSync(directory, { recursive: true });
        symlinkSync('nowhere', directory);
      },
      /is a link to nothing/,
    ],
  ])('%s', (_, make, why) => {
    test.each(['junit', 'bundle'])('is told before anything runs, %s', (evidence) => {
      make();
      const settings = readSettings({
        IAMSPEC_REPORTS_DIR: directory,
        IAMSPEC_EVIDENCE: evidence,
      });
      expect(forgetLast(settings).join()).toMatch(why);
    });

    test('is told where the run was refused', () => {
      make();
      const settings = readSettings({ IAMSPEC_REPORTS_DIR: directory });
      let output = '';
      const stream = { write: (text: string) => (output += text) };
      const results = uncheckable([{ profile: 'iamspec', id: 'configuration' }], 'refused', 0);
      const plan = { profiles: [], settings, waivers: [], owners: [], policyFiles: [] };
      const { exitCode } = conclude(
        { plan },
        results,
        ['refused'],
        stream as unknown as NodeJS.WriteStream,
      );
      expect(exitCode).toBe(2);
      expect(output).toMatch(why);
      expect(output).not.toMatch(/\n {4}at |PASSED/);
    });
  });

  test('shows a problem in every suite, so that no JUnit of a failed run looks passed', () => {
    const { xml } = end([result('high', 'error')], ['no report']);
    expect(xml).toContain('<error>');
  });

  test.each([
    ['on a terminal', true, {}, true],
    ['in a pipe', false, {}, false],
    ['on a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['on a terminal with an empty NO_COLOR, which does not count', true, { NO_COLOR: '' }, true],
    ['on a dumb terminal', true, { TERM: 'dumb' }, false],
    ['in a pipe with FORCE_COLOR of another tool', false, { CI: 'true' }, false],
  ])('colours %s: %#', (_, tty, env, colored) => {
    Object.assign(process.env, env);
    expect(end([result('high', 'failed')], [], tty).output.includes('\u001b[')).toBe(colored);
  });
});
