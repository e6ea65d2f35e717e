import type {
  AuditResult,
  History,
  OrganizationRecord,
  OrganizationResult,
  OrganizationTrendPoint,
  TrendPoint,
} from '../result';

/**
 * Writes `index.html` in pieces: one file that needs no network and no other file. The trend is the
 * runs before this one, oldest first; this one may be the last of them.
 */
export function page(result: AuditResult, trend: readonly TrendPoint[]): Iterable<string> {
  // Loaded where a page is written: most that import this write none.
  const { write }: typeof import('./account/write') = require('./account/write');
  return write(result, trend);
}

/**
 * The same for an organization; it leads to the pages of the accounts. `base` is the run's
 * directory as seen from that of the page. Records are read once; the last of the trend is this
 * run.
 */
export function organizationPage(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  trend: readonly OrganizationTrendPoint[],
  base = '.',
): Iterable<string> {
  const { write }: typeof import('./organization/write') = require('./organization/write');
  return write(result, records, trend, base);
}

/** Writes a page about the runs of an account over time, in pieces: one file that needs nothing else. */
export function historyPage(history: History): Iterable<string> {
  const { write }: typeof import('./history/write') = require('./history/write');
  return write(history);
}
