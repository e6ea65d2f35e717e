import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a run's directory besides the manifest. */
export const FILES = {
  records: 'organization.ndjson',
  junit: 'junit.xml',
  markdown: 'organization.md',
  page: 'index.html',
  result: 'organization.json',
} as const;

/** The directory of all runs, by their ids. */
export const RUNS = 'runs';

/** The path of `RUNS` in an organization's directory. */
export function runsIn(directory: string): string {
  return join(directory, RUNS);
}

/** The ids of the runs there are. A link is none: it leads elsewhere. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(runsIn(directory), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
