import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError } from '../../control';
import { latestBundle } from './latest-bundle';

/** The named directory of an account's runs, else that of the latest complete run. @throws ConfigurationError */
export function accountDirectory(named: string | undefined): string {
  if (named === undefined) {
    const latest = latestBundle(undefined);
    try {
      return dirname(realpathSync(latest));
    } catch {
      throw new ConfigurationError([
        `There is no ${latest}, so no account whose runs could be meant: name the directory of its bundles.`,
      ]);
    }
  }
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) return named;
  throw new ConfigurationError([
    `"${named}" is no directory. Name that of an account's runs, such as reports/111122223333.`,
  ]);
}
