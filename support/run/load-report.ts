import { prove } from '../judge';
import type { AuditedReport } from '../result';
import { loadSnapshot } from './load-snapshot';
import { type GivenSettings, inForce } from './settings';

/**
 * Loads the report that the settings name and proves it whole; no control is looked at.
 *
 * @param progress takes a line while IAM generates the report
 * @throws ConfigurationError, ReportError, FetchError
 */
export async function loadReport(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditedReport> {
  const settings = inForce(given);
  const loaded = await loadSnapshot({ settings }, [], progress);
  return prove(loaded, settings);
}
