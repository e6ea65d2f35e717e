import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ACCOUNT_ID } from '../result';
import { bundlesIn } from './glance';

/** Where the bundle of a run lies. */
export interface RunPlace {
  readonly runId: string;
  readonly directory: string;
  /** Whose it must be, where the directory that it lies in says so. */
  readonly account: string | undefined;
}

/**
 * The bundles below a directory, the oldest first: that of an account's runs, or what was published, as
 * `dt=<day>/account=<id>/<run>`. Links are not followed.
 */
export function runPlaces(directory: string): readonly RunPlace[] {
  const published = foldersIn(directory, 'dt=').flatMap((day) => foldersIn(day, 'account='));
  return [directory, ...published]
    .flatMap((folder) =>
      bundlesIn(folder).map((runId) => ({
        runId,
        directory: join(folder, runId),
        account: accountNamedBy(folder),
      })),
    )
    .sort((a, b) => (a.runId < b.runId ? -1 : 1));
}

function accountNamedBy(folder: string): string | undefined {
  const name = basename(resolve(folder)).replace(/^account=/, '');
  return ACCOUNT_ID.test(name) ? name : undefined;
}

function foldersIn(directory: string, prefix: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
      .map(({ name }) => join(directory, name));
  } catch {
    return [];
  }
}
