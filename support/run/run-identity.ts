import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { formatInstant, type Instant } from '../report';
import type { RunIdentity } from '../result';
import { PACKAGE_DIR } from './policy-places';
import { describeSettings, type Settings } from './settings';

/** The identity of a run that starts now. */
export function newRun(settings: Settings): RunIdentity {
  const startedAt = Date.now();
  const id = `${formatInstant(startedAt).replaceAll(':', '-')}-${idEnd(startedAt)}`;
  const { version } = packageJson;
  return { id, startedAt, version, commit: commit(), settings: describeSettings(settings) };
}

// Its milliseconds, then 14 random bits: the ids of one second, too, are in the order of time, as a chain of runs needs.
function idEnd(startedAt: Instant): string {
  const end = (startedAt % 1000) * 2 ** 14 + randomInt(2 ** 14);
  return end.toString(16).padStart(6, '0');
}

/** Whether a tool is this very code. */
export function isOurs(tool: {
  readonly version: string;
  readonly commit: string | undefined;
}): boolean {
  return tool.version === packageJson.version && tool.commit === commit();
}

/** Where the code was checked out or packed. Not by a git process: slower than a small audit. */
export function commit(): string | undefined {
  const head = read('.git/HEAD');
  const ref = /^ref: (.+)$/.exec(head ?? '')?.[1];
  if (ref === undefined) return head ?? read('dist/commit');
  const packed = read('.git/packed-refs')?.split('\n') ?? [];
  return read(`.git/${ref}`) ?? packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(PACKAGE_DIR, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}
