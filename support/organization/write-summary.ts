import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readFileSync, readSync, renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writePrivateFile } from '../evidence';
import { organizationJunit } from './organization-junit';
import { organizationMarkdown } from './organization-markdown';
import type { OrganizationResult } from './organization-result';
import { readOrganizationTrend } from './organization-trend';
import { organizationPage } from './page';
import { FILES } from './run-files';
import { readRecords } from './run-log';

/**
 * Writes the organization's summary into the run's directory, `<organization>/runs/<id>`, and its
 * page and JUnit to where people and CI look, `<organization>/`: each file whole or not at all.
 */
export function writeSummary(directory: string, result: OrganizationResult): void {
  const reader = {
    head: (path: string) => readHead(join(directory, path)),
    whole: (path: string) => readWhole(join(directory, path)),
  };
  writePrivateFile(join(directory, FILES.junit), organizationJunit(result, reader));
  writePrivateFile(join(directory, FILES.markdown), organizationMarkdown(result));
  writePrivateFile(join(directory, FILES.result), `${JSON.stringify(result, undefined, 1)}\n`);
  const organization = dirname(dirname(directory));
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
