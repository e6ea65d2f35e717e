import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from '../../../../tools/testing/project';
import { accessKey, ago, csv, rootRow, userRow } from '../../../../tools/testing/report';

const DAY = 86_400_000;
const LIMIT = 'maxDays: maxAgeDays, inclusive: true';

const project = copyProject({
  'report.csv': csv([
    rootRow({ mfa_active: 'true' }),
    userRow('alice', accessKey(1, ago(90 * DAY + 1000), { used: ago(DAY) })),
  ]),
});

// An installation that somebody has changed: a key may be a day older than the limit.
const built = join(project, 'dist', 'control', 'room.js');
const sound = readFileSync(built, 'utf8');
rmSync(built);
writeFileSync(built, sound.replaceAll(LIMIT, 'maxDays: maxAgeDays + 1, inclusive: true'));

function iamspec(...args: readonly string[]) {
  const bin = join(project, 'dist', 'hosts', 'cli', 'bin.js');
  const { PATH } = process.env;
  const env = { PATH, IAMSPEC_REPORT: 'report.csv', IAMSPEC_AS_OF: '2025-06-30T12:00:00Z' };
  const options = { cwd: project, env, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, [bin, ...args], options);
  return { status, last: stdout.trimEnd().split('\n') };
}

test('what changed code made and holds for good itself is told by the second opinion alone', () => {
  expect(sound).toContain(LIMIT);
  expect(iamspec('exec').status).toBe(0);
  expect(iamspec('verify')).toMatchObject({
    status: 0,
    last: expect.arrayContaining([expect.stringMatching(/: verified, not authenticated/)]),
  });
  const { status, last } = iamspec('verify', '--second-opinion');
  expect(status).toBe(1);
  expect(last).toContain(
    'NOT AS RECORDED: the second opinion differs on baseline › access-key-rotation › ' +
      'alice / access key 1: passed in the bundle, failed by the second method.',
  );
});
