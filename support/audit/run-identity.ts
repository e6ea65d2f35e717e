import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import type { RunIdentity } from '../evidence';
import { formatInstant } from '../report';
import { describeSettings, type Settings } from '../settings';

const GIT = join(__dirname, '..', '..', '.git');

/** Names a run that starts now. */
export function newRun(settings: Settings): RunIdentity {
  const startedAt = Date.now();
  const id = `${formatInstant(startedAt).replaceAll(':', '-')}-${randomBytes(3).toString('hex')}`;
  const { version } = packageJson;
  return { id, startedAt, version, commit: commit(), settings: describeSettings(settings) };
}

/**
 * The commit of the checkout that this code lies in, if it lies in one. Read as git writes it, since
 * a process of git's own would take longer than a small audit.
 */
export function commit(): string | undefined {
  const head = read('HEAD');
  const ref = /^ref: (.+)$/.exec(head ?? '')?.[1];
  if (ref === undefined) return head;
  const packed = read('packed-refs')?.split('\n') ?? [];
  return read(ref) ?? packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(GIT, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}
