import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ownDirectory } from '../bundle';
import type { AccountFiles, AuditResult, OrgAccount } from '../result';

/**
 * Writes the bundle of a run to a directory of the account below `root`, and gives that directory;
 * where the report could not be had the account is not known there.
 */
export type WriteBundle = (root: string, result: AuditResult) => string | Promise<string>;

/**
 * Records accounts as evidence bundles, `<accounts>/<account>/<run>/`: beside those of earlier runs.
 * One that could not be read has its own below `<accounts>/<account>/`. An account that is audited
 * again in the same run gets `<run>.2`, `<run>.3`: no evidence is written over.
 *
 * @param runDirectory what the paths of the records are relative to
 */
export function bundleRecorder(
  accountsDirectory: string,
  runDirectory: string,
  writeBundle: WriteBundle,
): (account: OrgAccount, result: AuditResult) => Promise<AccountFiles> {
  return async ({ id }, result) => {
    const own = ownDirectory(accountsDirectory, id);
    const run = { ...result.run, id: unusedId(own, result.run.id) };
    const path = await writeBundle(result.audited ? accountsDirectory : own, { ...result, run });
    const bundle = relative(runDirectory, path);
    return { bundle, junit: join(bundle, 'junit.xml') };
  };
}

function unusedId(own: string, run: string): string {
  for (let attempt = 1; ; attempt++) {
    const id = attempt === 1 ? run : `${run}.${attempt}`;
    if (![own, join(own, 'no-account')].some((root) => existsSync(join(root, id)))) return id;
  }
}
