import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scripts } from '../../../package.json';
import { cleanRows, liveAccount, stamp } from '../../../tools/testing/npm-test';
import { copyProject, writeTemporary } from '../../../tools/testing/project';
import { readSuites } from '../../../tools/testing/read-junit';
import { AS_OF, csv } from '../../../tools/testing/report';
import { startLocalIam } from '../../local-iam';

const ROOT_DIR = join(__dirname, '..', '..', '..');
const HANGING = copyProject({
  'controls/hanging.test.ts': `test('hangs', () => new Promise((done) => {
      require('node:fs').writeFileSync(process.env.TMPDIR + '/hangs', '');
      setTimeout(done, 50_000);
    }), 60_000);`,
});
const REPORT = writeTemporary('report.csv', csv(cleanRows(AS_OF)));
const SAVED = { IAMSPEC_REPORT: REPORT, IAMSPEC_AS_OF: stamp(AS_OF) };

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Starts `npm test` with directories of its own, beside the links and a junit.xml of before. */
function start(env: Readonly<Record<string, string>>, project = ROOT_DIR) {
  const home = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  homes.push(home);
  const [reports, temporary] = [join(home, 'reports'), join(home, 'tmp')];
  mkdirSync(join(reports, 'former'), { recursive: true });
  mkdirSync(temporary);
  symlinkSync('former', join(reports, 'latest'));
  symlinkSync('former', join(reports, 'last-run'));
  writeFileSync(join(reports, 'junit.xml'), 'former');
  const bare = {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: temporary,
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    IAMSPEC_REPORTS_DIR: reports,
  };
  const command = scripts.test.split(' ').slice(1);
  const child = spawn(process.execPath, command, { cwd: project, env: { ...bare, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      said += String(data);
    });
  }
  return { child, reports, temporary, said: () => said };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(50);
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const exit = once(child, 'close');
  child.kill(signal);
  const [exitCode, by] = await exit;
  return exitCode ?? by;
}

const snapshots = (temporary: string) =>
  readdirSync(temporary).filter((name) => existsSync(join(temporary, name, 'snapshot.json')));

describe('a run that a signal ends', () => {
  test.concurrent.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s, with the report at hand: exit %i, JUnit says so, the report is gone',
    async (signal, expected) => {
      const { child, reports, temporary, said } = start(SAVED, HANGING);
      await until(() => existsSync(join(temporary, 'hangs')));
      expect(snapshots(temporary)).toHaveLength(1);
      expect(await kill(child, signal)).toBe(expected);
      expect(snapshots(temporary)).toEqual([]);
      expect(readdirSync(reports).sort()).toEqual(['former', 'junit.xml', 'latest']);
      const suites = readSuites(readFileSync(join(reports, 'junit.xml'), 'utf8'));
      const cases = suites.flatMap((suite) => suite.cases);
      expect(new Set(cases.map(({ outcome }) => outcome))).toEqual(new Set(['error']));
      expect(said()).toContain(`the run was ended by ${signal}.`);
      expect(said()).not.toMatch(/PASSED|\n {4}at /);
    },
  );

  test.concurrent('while IAM generates the report: exit 143, JUnit says so', async () => {
    const script = { GenerateCredentialReport: [{ state: 'STARTED' }] } as const;
    const iam = await startLocalIam({ account: liveAccount(), generationMs: 1e6, script });
    try {
      const keys = { AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo' };
      const { child, reports, said } = start({ AWS_ENDPOINT_URL: iam.url, ...keys });
      await until(() => said().includes('Waiting up to'));
      expect(await kill(child, 'SIGTERM')).toBe(143);
      expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).toContain('was ended by SIGTERM');
      expect(readdirSync(reports).sort()).toEqual(['former', 'junit.xml', 'latest']);
    } finally {
      await iam.close();
    }
  });
});

test.concurrent('what a killed run left the next one removes, and nothing else', async () => {
  const { child, temporary } = start(SAVED, HANGING);
  await until(() => snapshots(temporary).length > 0);
  expect(await kill(child, 'SIGKILL')).toBe('SIGKILL');
  const [left = '', ...more] = snapshots(temporary);
  expect(more).toEqual([]);
  const others = [
    left.replace(`-${child.pid}-`, `-${process.pid}-`),
    left.replace('iamspec-run-', 'iamspec-run-another-'),
    left.replace('iamspec-run-', 'iamspec-spec-'),
    left.replace(`-${child.pid}-`, `-x${child.pid}-`),
  ];
  for (const name of others) {
    mkdirSync(join(temporary, name));
    writeFileSync(join(temporary, name, 'snapshot.json'), '');
  }
  const next = start({ ...SAVED, TMPDIR: temporary, IAMSPEC_EVIDENCE: 'junit' });
  expect((await once(next.child, 'close'))[0]).toBe(0);
  expect(snapshots(temporary).sort()).toEqual(others.sort());
});
