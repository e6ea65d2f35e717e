import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ownDirectory } from '../bundle';
import type { AccountFiles, AuditResult, OrgAccount } from '../result';

/** Writes the bundle of a run to a directory of its account below `root`, and gives that directory. */
export type WriteBundle = (root: string, result: AuditResult) => string | Promise<string>;

/**
 * Records accounts as evidence bundles, `<accounts>/<account>/<run>/`. One that is audited again in the
 * same run gets `<run>.2`, `<run>.3`: no evidence is overwritten. The paths are relative to `runDirectory`.
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
