import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryDirectory } from '../../tools/testing/organization';
import { ConfigurationError } from '../control';
import { lockRun } from './run-lock';

const directory = temporaryDirectory();
const path = join(directory, 'lock');
const dead = spawnSync(process.execPath, ['--version']).pid;

test('a living process of this host keeps its run', () => {
  writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname() }));
  expect(() => lockRun(directory)).toThrow(ConfigurationError);
  expect(() => lockRun(directory)).toThrow(/is still at the run in/);
});

test.each([
  ['a dead process', JSON.stringify({ pid: dead, host: hostname() })],
  ['another host', JSON.stringify({ pid: process.ppid, host: 'elsewhere' })],
  ['a process that was killed as it wrote', '{"pid'],
])('what %s has left is taken over, and given free', (_, left) => {
  writeFileSync(path, left);
  const unlock = lockRun(directory);
  expect(existsSync(path)).toBe(true);
  unlock();
  expect(existsSync(path)).toBe(false);
});
