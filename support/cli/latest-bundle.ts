import { join } from 'node:path';
import { readSettings } from '../settings';

/**
 * The bundle that is meant where none is named: the latest below the reports directory.
 *
 * @throws ConfigurationError where an IAMSPEC_ variable is unknown or not understood
 */
export function latestBundle(named: string | undefined): string {
  const { reportsDir } = readSettings(process.env);
  return named ?? join(reportsDir, 'latest');
}
