import { type CredentialReport, ReportRows } from '../../report';
import { takeOver } from './handover';

/** The report for plain Jest files: its typed model, and its rows in InSpec's manner. */
export interface QueryableReport extends CredentialReport, Pick<ReportRows, 'where'> {}

/** This run's report, also as rows: `.where({ password_enabled: true })`. @throws Error outside an audit */
export function credentialReport(): QueryableReport {
  const report = takeOver();
  const rows = new ReportRows(report.rows);
  return { ...report, where: (filter) => rows.where(filter) };
}
