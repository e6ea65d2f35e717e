import type { AuditedReport } from '../evidence';
import { parseReport } from '../report';
import { readSettings } from '../settings';
import { loadSnapshot, refuseStale } from './load-snapshot';

/**
 * Loads the report that the environment names and proves it whole; no control is looked at.
 *
 * @param env the environment, such as `process.env`
 * @param progress takes a line while IAM generates the report
 * @throws ConfigurationError, ReportError, FetchError
 */
export async function loadReport(
  env: Readonly<Record<string, string | undefined>>,
  progress: (line: string) => void,
): Promise<AuditedReport> {
  const settings = readSettings(env);
  const loaded = await loadSnapshot({ settings }, [], progress);
  const report = parseReport(loaded.snapshot, loaded.asOf);
  refuseStale(loaded, settings.maxReportAge);
  return { ...loaded, report };
}
