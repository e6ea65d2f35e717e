import { existsSync, lstatSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LAST_RUN, LATEST } from '../../bundle';
import type { Settings } from '../../run';
import { messageOf } from '../output';

type Where = Pick<Settings, 'reportsDir'>;

/** Where JUnit goes: where CI looks. */
export function junitPath({ reportsDir }: Where): string {
  return join(resolve(reportsDir), 'junit.xml');
}

/** Removes `last-run` and junit.xml of an earlier run, not `latest`. Returns what is in the way, a sentence each. */
export function forgetLast({ reportsDir }: Where): readonly string[] {
  const unusable = unusableDirectory(reportsDir);
  if (unusable !== undefined) return [`${unusable} Move it away, or set IAMSPEC_REPORTS_DIR.`];
  const latest = join(reportsDir, LATEST);
  return [
    ...['junit.xml', LAST_RUN].flatMap((name) => removed(join(reportsDir, name))),
    ...(isDirectory(latest) ? [inTheWay(latest, 'it is a directory')] : []),
  ];
}

function unusableDirectory(path: string): string | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const found = statSync(path, { throwIfNoEntry: false });
  if (isLink && !found) return `${path} is a link to nothing, but the evidence is to go there.`;
  if (found && !found.isDirectory()) return `${path} is a file, but the evidence is to go there.`;
  try {
    makeDirectory(resolve(path));
    return undefined;
  } catch (error) {
    return `the directory ${path} cannot be made: ${messageOf(error)}.`;
  }
}

// Level by level: Node asked for all of them at once never ends below /proc.
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

// Not rmSync: Node 24.0 to 24.11 refuse to remove a link to a directory with it.
function removed(path: string): string[] {
  try {
    unlinkSync(path);
    return [];
  } catch (error) {
    if (!lstatSync(path, { throwIfNoEntry: false })) return [];
    return [inTheWay(path, isDirectory(path) ? 'it is a directory' : messageOf(error))];
  }
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function inTheWay(path: string, why: string): string {
  return `${path} is in the way of the evidence: ${why}. Move it away.`;
}
