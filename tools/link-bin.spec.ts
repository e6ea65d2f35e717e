import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A checkout of one command, and a home in which npx has seen nothing yet. */
const checkout = realpathSync(mkdtempSync(join(tmpdir(), 'iamspec-npx-')));
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

function write(path: string, text: string) {
  const file = join(checkout, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
}

function commandAt(bin: string) {
  write(
    'package.json',
    JSON.stringify({ name: 'iamspec', version: '1.0.0', bin: { iamspec: bin } }),
  );
  write(bin, `#!/usr/bin/env node\nconsole.log('${bin}');\n`);
}

function npx() {
  const env = { PATH: process.env.PATH, HOME: join(checkout, 'home') };
  return execFileSync('npx', ['iamspec'], { cwd: checkout, env, encoding: 'utf8' }).trim();
}

test('npx runs the command of a checkout also where it has moved since', () => {
  commandAt('old/bin.cjs');
  expect(npx()).toBe('old/bin.cjs');

  rmSync(join(checkout, 'old'), { recursive: true });
  commandAt('new/bin.cjs');
  write('tools/link-bin.cjs', '');
  copyFileSync(join(__dirname, 'link-bin.cjs'), join(checkout, 'tools', 'link-bin.cjs'));
  execFileSync(process.execPath, [join(checkout, 'tools', 'link-bin.cjs')]);
  expect(npx()).toBe('new/bin.cjs');
});
