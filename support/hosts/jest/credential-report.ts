import { type CredentialReport, ReportRows } from '../../report';
import { takeOver } from './handover';

/** The report for plain Jest files: its typed model, and its rows in InSpec's manner. */
export interface QueryableReport extends CredentialReport, Pick<ReportRows, 'where'> {}

/**
 * The credential report of this run, for plain Jest files beside the declared controls:
 * `credentialReport().where({ password_enabled: true }).entries`, `credentialReport().asOf`.
 *
 * @throws Error outside an audit, where no report was loaded
 */
export function credentialReport(): QueryableReport {
  const report = takeOver();
  const rows = new ReportRows(report.rows);
  return { ...report, where: (filter) => rows.where(filter) };
}
