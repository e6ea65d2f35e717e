import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../evidence';
import { organizationJunit } from './organization-junit';
import { organizationMarkdown } from './organization-markdown';
import type { OrganizationResult } from './organization-result';

/** The files of a run's directory besides the manifest, and what each holds. */
export const FILES = {
  /** A record for each account, added when it is finished. */
  records: 'organization.ndjson',
  junit: 'junit.xml',
  markdown: 'organization.md',
  /** The result, as one JSON object: for trends. */
  result: 'organization.json',
} as const;

/** Writes the organization's summary into the run's directory, each file whole or not at all. */
export function writeSummary(directory: string, result: OrganizationResult): void {
  const reader = {
    head: (path: string) => readHead(join(directory, path)),
    whole: (path: string) => readWhole(join(directory, path)),
  };
  writePrivateFile(join(directory, FILES.junit), organizationJunit(result, reader));
  writePrivateFile(join(directory, FILES.markdown), organizationMarkdown(result));
  writePrivateFile(join(directory, FILES.result), `${JSON.stringify(result, undefined, 1)}\n`);
}

function readWhole(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const HEAD = 1024;

function readHead(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(HEAD);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
