import { lstatSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../settings';

type Where = Pick<Settings, 'reportsDir'>;

/** Where JUnit goes: where CI looks. */
export function junitPath({ reportsDir }: Where): string {
  return join(resolve(reportsDir), 'junit.xml');
}

/**
 * Removes the `latest` and junit.xml of an earlier run, so that they are not taken for this one's.
 *
 * @returns what is in the way of this run's evidence, a sentence each
 */
export function forgetLatest({ reportsDir }: Where): readonly string[] {
  const unusable = unusableDirectory(reportsDir);
  if (unusable !== undefined) return [`${unusable} Move it away, or set IAMSPEC_REPORTS_DIR.`];
  return ['junit.xml', 'latest'].flatMap((name) => inTheWay(join(reportsDir, name)));
}

function unusableDirectory(path: string): string | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const found = statSync(path, { throwIfNoEntry: false });
  if (isLink && !found) return `${path} is a link to nothing, but the evidence is to go there.`;
  if (found && !found.isDirectory()) return `${path} is a file, but the evidence is to go there.`;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return undefined;
  } catch (error) {
    return `the directory ${path} cannot be made: ${reason(error)}.`;
  }
}

function inTheWay(path: string): string[] {
  try {
    rmSync(path, { force: true });
    return [];
  } catch (error) {
    const isDirectory = lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const why = isDirectory ? 'it is a directory' : reason(error);
    return [`${path} is in the way of the evidence: ${why}. Move it away.`];
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
