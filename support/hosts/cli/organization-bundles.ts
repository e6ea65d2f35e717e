import { existsSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../../control';

// Not from that room: its clients are packages that only an organization needs.
const RECORDS = 'organization.ndjson';

/** An account of an organization's run: where its bundle lies, or why there is none. */
type AccountBundle = { readonly account: string } & (
  | { readonly path: string; readonly missing?: undefined }
  | { readonly path?: undefined; readonly missing: string }
);

/** Whether a directory is that of an organization's run. */
export function isOrganizationRun(directory: string): boolean {
  return existsSync(join(directory, RECORDS));
}

/**
 * The accounts of an organization's run, one by one, without those that nobody was to enter. Throws
 * ConfigurationError where a record leads out of the organization's directory, and where there is no account.
 */
export async function* organizationBundles(run: string): AsyncGenerator<AccountBundle> {
  const log = join(run, RECORDS);
  const { readManifest, readRecords } = await import('../../organization');
  const left = new Set(readManifest(run).accounts.map(({ id }) => id));
  const root = resolve(run, '..', '..');
  let isEmpty = true;
  for (const { account, bundle, reason, status } of readRecords(log)) {
    left.delete(account);
    if (status === 'skipped' && bundle === undefined) continue;
    isEmpty = false;
    if (bundle === undefined) {
      yield { account, missing: reason };
      continue;
    }
    const path = resolve(run, bundle);
    const isOutside = (each: string, of: string) => relative(of, each).split(sep)[0] === '..';
    if (isOutside(path, root) || isOutside(followed(path), followed(root))) {
      throw new ConfigurationError([
        `${log}: the bundle of account ${account} is ${bundle}, which lies outside ${root}.`,
      ]);
    }
    yield { account, path };
  }
  for (const account of left) yield { account, missing: 'the run did not come to it' };
  if (isEmpty && left.size === 0)
    throw new ConfigurationError([`${run} has no account that was to be entered.`]);
}

function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
