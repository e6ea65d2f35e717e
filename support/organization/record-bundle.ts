import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AuditResult } from '../evidence';
import type { OrgAccount } from './account';
import type { AccountFiles } from './organization-record';

/**
 * Writes the bundle of a run to a directory of the account below `root`, and gives that directory;
 * where the report could not be had the account is not known there.
 */
export type WriteBundle = (root: string, result: AuditResult) => string | Promise<string>;

/**
 * Records accounts as evidence bundles, `<accounts>/<account>/<run>/`: beside those of earlier runs.
 * One that could not be read has its own below `<accounts>/<account>/`.
 *
 * @param runDirectory what the paths of the records are relative to
 */
export function bundleRecorder(
  accountsDirectory: string,
  runDirectory: string,
  writeBundle: WriteBundle,
): (account: OrgAccount, result: AuditResult) => Promise<AccountFiles> {
  return async ({ id }, result) => {
    const own = join(accountsDirectory, id);
    // A run that was killed may have written the bundle, but not that the account is finished.
    for (const former of [join(own, result.run.id), join(own, 'no-account', result.run.id)]) {
      rmSync(former, { recursive: true, force: true });
    }
    const path = await writeBundle(result.audited ? accountsDirectory : own, result);
    const bundle = relative(runDirectory, path);
    return { bundle, junit: join(bundle, 'junit.xml') };
  };
}
