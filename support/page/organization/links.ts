import { posix, sep } from 'node:path';
import type { AccountSummary } from '../../result';

/** The address of a page. */
export type AccountPage = `${string}/index.html`;

/**
 * The address of an account's own page, relative to the organization's; undefined without evidence.
 *
 * @param base the run's directory, which the paths of the records are relative to, as seen from the
 *   directory of the page: `.` or `runs/<id>`
 */
export function pageOf({ bundle }: AccountSummary, base: string): AccountPage | undefined {
  if (bundle === undefined) return undefined;
  const path = posix.join(base, ...bundle.split(sep));
  return `${path.split('/').map(encodeURIComponent).join('/')}/index.html`;
}
