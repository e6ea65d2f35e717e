import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a run's directory besides the manifest. */
export const FILES = {
  /** A record for each account, added when it is finished. */
  records: 'organization.ndjson',
  junit: 'junit.xml',
  markdown: 'organization.md',
  page: 'index.html',
  /** The result, as one JSON object: for trends. */
  result: 'organization.json',
} as const;

/** The name of the directory where those of runs lie. */
export const RUNS = 'runs';

/** Where the directories of runs lie, named by their ids. */
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
