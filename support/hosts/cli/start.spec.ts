import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// By their number and not by the time that they take.
const LOADED = `
require(${JSON.stringify(join(__dirname, '..', '..', '..', 'dist', 'hosts', 'cli', 'main.js'))}).iamspec().then(() => {
  process.stdout.write(JSON.stringify(Object.keys(require.cache)));
});
`;

describe('the start of a command', () => {
  const files: readonly string[] = JSON.parse(
    execFileSync(process.execPath, ['-e', LOADED], { encoding: 'utf8' }),
  );

  test.each(['zod', 'yaml', 'jest', 'preact', '@aws-sdk'])(
    'does not load %s, which takes its time and which few commands need',
    (name) => {
      expect(files.filter((file) => file.includes(`/node_modules/${name}/`))).toEqual([]);
    },
  );

  test('loads fewer than 160 files', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.length).toBeLessThan(160);
  });
});
