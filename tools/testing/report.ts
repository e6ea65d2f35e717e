import type { AsOf } from '../../support/report/as-of';
import type { CredentialReport } from '../../support/report/model';
import { parseReport } from '../../support/report/parse';
import { AS_OF, bytes, csv, type Row, rootRow } from '../../support/report/rows';

export * from '../../support/report/rows';

/** Parses a CSV, at the fixtures' `AS_OF` unless told. */
export function parseCsv(content: string | Uint8Array, instant = AS_OF): CredentialReport {
  const asOf: AsOf = { instant, source: 'GeneratedTime' };
  const caller = undefined;
  return parseReport(
    { content: typeof content === 'string' ? bytes(content) : content, caller },
    asOf,
  );
}

/** The report of these rows; a root row without credentials is added where there is none. */
export function reportOf(...rows: readonly Row[]): CredentialReport {
  const hasRoot = rows.some(({ user }) => user === '<root_account>');
  return parseCsv(csv(hasRoot ? rows : [rootRow(), ...rows]));
}

/** The sole element of a list. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`found ${list.length}, expected 1`);
  return first;
}
