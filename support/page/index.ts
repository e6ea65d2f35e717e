import type {
  AuditResult,
  OrganizationRecord,
  OrganizationResult,
  OrganizationTrendPoint,
  TrendPoint,
} from '../result';

/**
 * Writes `index.html`: one file that needs no network and no other file. Pure; in pieces, since it
 * holds every verdict.
 *
 * @param trend the runs before this one, oldest first; this one may be among them, and is the last
 */
export function page(result: AuditResult, trend: readonly TrendPoint[]): Iterable<string> {
  // Loaded where a page is written: most that import this write none.
  const { write }: typeof import('./account/write') = require('./account/write');
  return write(result, trend);
}

/**
 * Writes the organization's page: one file that needs no network and, but for the pages of the
 * accounts that it leads to, no other file. Pure; in pieces.
 *
 * @param records those of the accounts, read once, one at a time
 * @param trend the runs before this one and this one last
 * @param base the run's directory, as seen from that of the page
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

/** The scripts of both pages for the browser, by the names they are kept under: a package brings them. */
export function pageScripts(): ReadonlyMap<string, string> {
  require('./account/write');
  require('./organization/write');
  const { madeScripts }: typeof import('./kit/script') = require('./kit/script');
  return madeScripts();
}
