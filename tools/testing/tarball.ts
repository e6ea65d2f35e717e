import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

let packed: string | undefined;

/** The package as the registry would get it; packed once for a spec file. */
export function tarball(): string {
  packed ??= pack();
  return packed;
}

function pack(): string {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-tarball-'));
  afterwards.push(() => rmSync(directory, { recursive: true, force: true }));
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', directory];
  execFileSync('npm', args, { cwd: ROOT, stdio: 'pipe' });
  return join(directory, readdirSync(directory).join());
}

const afterwards: (() => void)[] = [];
afterAll(() => {
  for (const remove of afterwards.splice(0)) remove();
});
