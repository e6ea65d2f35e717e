import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ownDirectory } from '../bundle';
import type { AccountFiles, AuditResult, OrgAccount } from '../result';

/** Writes a bundle below `root`, and gives its directory. */
export type WriteBundle = (root: string, result: AuditResult) => string | Promise<string>;

/** Writes bundles to `<accounts>/<account>/<run>/`, then `<run>.2`: no evidence is overwritten. */
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
