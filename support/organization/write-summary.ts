import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, readSync, renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openOwnFile, readOwnFile, writePrivateFile } from '../bundle';
import { organizationJunit, organizationMarkdown } from '../formats';
import { organizationPage } from '../page';
import type { OrganizationResult } from '../result';
import { readOrganizationTrend } from './organization-trend';
import { ownPath } from './own-path';
import { FILES } from './run-files';
import { readRecords } from './run-log';

/** Writes the summary into `<organization>/runs/<id>`, and its page and JUnit into `<organization>/` too. */
export function writeSummary(directory: string, result: OrganizationResult): void {
  const organization = dirname(dirname(directory));
  const within = (path: string) => ownPath(organization, join(directory, path));
  const reader = {
    head: (path: string) => attempt(() => readHead(within(path))),
    whole: (path: string) => attempt(() => readOwnFile(within(path), LARGEST)),
  };
  writePrivateFile(join(directory, FILES.junit), organizationJunit(result, reader));
  writePrivateFile(join(directory, FILES.markdown), organizationMarkdown(result));
  writePrivateFile(join(directory, FILES.result), `${JSON.stringify(result, undefined, 1)}\n`);
  const trend = readOrganizationTrend(organization, result.run.id);
  for (const place of [directory, organization]) {
    const records = readRecords(join(directory, FILES.records));
    const page = organizationPage(result, records, trend, relative(place, directory) || '.');
    writePrivateFile(join(place, FILES.page), page);
  }
  copyAside(join(directory, FILES.junit), join(organization, FILES.junit));
}

function copyAside(from: string, to: string): void {
  const aside = `${to}.${randomUUID()}.tmp`;
  copyFileSync(from, aside);
  renameSync(aside, to);
}

// Bytes of an account's JUnit; 5,000 users against all controls take some ten million.
const LARGEST = 256 << 20;
const HEAD = 1024;

function readHead(path: string): string {
  const file = openOwnFile(path, LARGEST);
  try {
    const bytes = Buffer.alloc(HEAD);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
