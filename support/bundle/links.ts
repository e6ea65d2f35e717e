import { readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The link beside the accounts that points at the bundle of the latest complete run. */
export const LATEST = 'latest';

/** The link beside it that points at the bundle of whatever ran last. */
export const LAST_RUN = 'last-run';

/** Where `<root>/latest` points, relative to root; undefined where there is none. */
export function latestOf(root: string): string | undefined {
  try {
    return readlinkSync(join(root, LATEST));
  } catch {
    return undefined;
  }
}
