import type { OrganizationRecord } from '../organization-record';
import type { OrganizationResult } from '../organization-result';
import type { OrganizationTrendPoint } from '../organization-trend';

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
  // Loaded where a page is written: most that import this write none.
  const { write }: typeof import('./write') = require('./write');
  return write(result, records, trend, base);
}
