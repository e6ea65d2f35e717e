import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LAST_RUN, LATEST } from '../../bundle';
import { ConfigurationError } from '../../control';
import { readSettings } from '../../run';

/** The named bundle, else the latest complete run's. @throws ConfigurationError */
export function latestBundle(named: string | undefined): string {
  const { reportsDir } = readSettings(process.env);
  const [latest, last] = [join(reportsDir, LATEST), join(reportsDir, LAST_RUN)];
  if (named === undefined && !existsSync(latest) && existsSync(last)) {
    throw new ConfigurationError([
      `There is no ${latest}, since no run was complete yet. To read the last run, name ${last}.`,
    ]);
  }
  return named ?? latest;
}
