import { type CredentialReport, formatInstant, type ReportRow } from '../../report';
import type { AuditedReport } from '../../result';
// Athena reads CSV otherwise than AWS writes it: https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
/** All users as NDJSON, root included: dates are texts in UTC, what the report leaves open (`N/A`, ...) is null. */
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
