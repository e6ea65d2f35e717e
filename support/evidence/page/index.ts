import type { AuditResult } from '../audit-result';
import type { TrendPoint } from './trend';

export type { TrendPoint } from './trend';

/**
 * Writes `index.html`: one file that needs no network and no other file. Pure; in pieces, since it
 * holds every verdict.
 *
 * @param trend the runs before this one, oldest first; this one may be among them, and is the last
 */
export function page(result: AuditResult, trend: readonly TrendPoint[]): Iterable<string> {
  // Loaded where a page is written: most that import the evidence write none.
  const { write }: typeof import('./write') = require('./write');
  return write(result, trend);
}
