import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, scripts } from '../package.json';

const { whyNot }: { whyNot: (version: string, range: string) => string | undefined } =
  require('./node-version.cjs');

describe('the version of Node', () => {
  test.each(['20.19.0', '20.20.2', '22.13.0', '22.13.1', '24.0.0', '24.11.1', '25.1.0', '26.0.0'])(
    '%s will do',
    (version) => expect(whyNot(version, engines.node)).toBeUndefined(),
  );

  test.each(['18.20.8', '20.0.0', '20.18.3', '21.7.3', '22.0.0', '22.12.0', '23.11.0'])(
    '%s will not: what is needed, what was found',
    (version) => {
      expect(whyNot(version, engines.node)).toBe(
        `iamspec needs Node ${engines.node}, but this is ${version}. Install another version of Node.`,
      );
    },
  );

  // A version that lies, since no other is at hand.
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  const lie = join(directory, 'lie.cjs');
  writeFileSync(lie, "Object.defineProperty(process.versions, 'node', { value: '20.0.0' });");
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each([
    ['npm test', scripts.test.split(' ').slice(1)],
    ['iamspec', ['dist/hosts/cli/bin.js', 'list', 'controls']],
  ])('%s checks it at its start: exit 2, no stack', (_, args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: join(__dirname, '..'),
      env: { PATH: process.env.PATH, NODE_OPTIONS: `--require ${lie}` },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^Could not check: iamspec needs Node .* but this is 20\.0\.0\./);
    expect(stderr + stdout).not.toMatch(/\n {4}at /);
    expect(status).toBe(2);
  });
});
