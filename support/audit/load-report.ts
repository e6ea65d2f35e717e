import type { AuditedReport } from '../evidence';
import { parseReport } from '../report';
import { type GivenSettings, inForce } from '../settings';
import { loadSnapshot, refuseStale } from './load-snapshot';

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
  const report = parseReport(loaded.snapshot, loaded.asOf);
  refuseStale(loaded, settings.maxReportAge);
  return { ...loaded, report };
}
