import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

// Containers may share a directory for temporary files, but not their processes' ids.
const PREFIX = `iamspec-run-${hostname().replace(/\W/g, '_')}-`;

/** Makes a private directory for temporary files, and removes what killed runs of this machine left. */
export function runDirectory(): { readonly path: string; readonly remove: () => void } {
  sweep();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX)
      ? /^(\d+)-/.exec(name.slice(PREFIX.length))?.[1]
      : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) removeOwn(join(tmpdir(), name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

// Another run may be sweeping too.
function removeOwn(directory: string): void {
  try {
    if (lstatSync(directory).uid === process.getuid?.()) rmSync(directory, { recursive: true });
  } catch {}
}
