import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundlesIn } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { messageOf } from '../../../report';
import { ACCOUNT_ID, visible } from '../../../result';
import { isOrganizationRun, organizationBundles } from '../organization-bundles';

/** A bundle that is to be judged; `account`: whose it must be, where something says so. */
export type NamedBundle =
  | { readonly path: string; readonly account?: string | undefined }
  | { readonly missing: string };

/**
 * The bundles that a directory stands for: itself, the runs of an account, those of all accounts in it, or those of an
 * organization's run. No link inside it is followed. Throws ConfigurationError where there is none.
 */
export async function* findBundles(directory: string): AsyncGenerator<NamedBundle> {
  if (isOrganizationRun(directory)) {
    for await (const { account, path, missing } of organizationBundles(directory)) {
      yield path === undefined ? { missing: `account ${account}: ${missing}` } : { path, account };
    }
    return;
  }
  const entries = entriesOf(directory);
  if (entries.some(({ name }) => name === 'manifest.json')) {
    yield { path: directory };
    return;
  }
  const accounts = entries.filter((each) => each.isDirectory() && ACCOUNT_ID.test(each.name));
  const found = [
    ...bundlesIn(directory).map((run) => join(directory, run)),
    ...accounts.flatMap(({ name }) =>
      bundlesIn(join(directory, name)).map((run) => join(directory, name, run)),
    ),
  ];
  if (found.length === 0) {
    throw new ConfigurationError([
      `${visible(directory)} holds no bundle: neither a manifest.json, nor the runs of an account, as ` +
        'reports/111122223333 does, nor those of an organization.',
    ]);
  }
  for (const path of found) yield { path };
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new ConfigurationError([`${visible(directory)} cannot be read: ${messageOf(error)}.`]);
  }
}
