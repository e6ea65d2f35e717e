import { type CredentialReport, formatInstant, type ReportRow } from '../../report';
import type { AuditedReport } from '../../result';

/**
 * Writes the users of a report, root included, for Athena: a JSON object on each line, its keys the
 * report's columns after `account`, `as_of` and `run`. The report itself will not do, since Athena
 * reads CSV with the backslash for an escape and columns by their place:
 * https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 *
 * Flags are true or false, dates are texts in UTC such as `2026-09-11T13:14:52Z`, and what the
 * report leaves open (`N/A`, `no_information`, `not_supported`) is null, which no type misreads.
 *
 * @param run the id of the account's run
 */
export function* usersTable(
  { report }: Pick<AuditedReport, 'report'>,
  run: string,
): Generator<string> {
  const shared = { account: report.accountId, as_of: formatInstant(report.asOf), run };
  for (const row of report.rows) yield `${JSON.stringify({ ...shared, ...cells(row, report) })}\n`;
}

function cells(row: ReportRow, { root }: CredentialReport) {
  const { otherColumns, ...documented } = row;
  const texts = Object.entries(documented).map(([column, cell]) => [
    column,
    // Of what a row holds only dates are numbers.
    typeof cell === 'number' ? formatInstant(cell) : cell,
  ]);
  const open = row.arn === root.arn && root.password?.assumed;
  return { ...Object.fromEntries(texts), ...(open && { password_enabled: null }) };
}
