import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importedBy, sha256 } from './policy-files';
import { PACKAGE_DIR, within } from './policy-places';

const DIST = join(PACKAGE_DIR, 'dist');

let built: Readonly<Record<string, string>> | undefined;

/** What was built of a file that iamspec ships, if of this very text; undefined where there is no such thing. */
export function builtOf(file: string, content?: string): string | undefined {
  built ??= readBuilt();
  const path = within(PACKAGE_DIR, file);
  const known = path && built[path];
  if (!known || known !== sha256(content ?? readFileSync(file))) return undefined;
  return join(DIST, path.replace(/\.ts$/, '.js'));
}

/** The same for what is loaded by itself: what it imports was built of this very text too. */
export function builtWhole(file: string): string | undefined {
  const own = builtOf(file);
  return own !== undefined && importedBy(file).every(builtWhole) ? own : undefined;
}

function readBuilt(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(join(DIST, 'sources.json'), 'utf8'));
  } catch {
    return {};
  }
}
