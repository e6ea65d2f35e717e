import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readOwnFile } from '../bundle';
import { ConfigurationError } from '../control';

const OWNER = z.object({ pid: z.int().positive(), host: z.string() });
const FILE = 'lock';
const LARGEST = 4096;

/** Locks a run's directory, and gives what unlocks it. Throws where a living process of this host has it. */
export function lockRun(directory: string): () => void {
  const path = join(directory, FILE);
  const owner = ownerOf(path);
  if (owner?.host === hostname() && owner.pid !== process.pid && isAlive(owner.pid)) {
    throw new ConfigurationError([
      `Process ${owner.pid} is still at the run in ${directory}. Wait for it, or end it.`,
    ]);
  }
  rmSync(path, { force: true });
  const own = JSON.stringify({ pid: process.pid, host: hostname() });
  try {
    writeFileSync(path, own, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`The run in ${directory} cannot be locked: ${why}.`]);
  }
  return () => rmSync(path, { force: true });
}

function ownerOf(path: string): z.output<typeof OWNER> | undefined {
  try {
    return OWNER.safeParse(JSON.parse(readOwnFile(path, LARGEST))).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
