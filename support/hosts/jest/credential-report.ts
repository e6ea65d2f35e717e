import { type CredentialReport, ReportRows } from '../../report';
import { takeOver } from './handover';

/** The report for plain Jest files: its typed model, and its rows and columns in InSpec's manner. */
export interface QueryableReport extends CredentialReport, ReportRows {}

/** This run's report, also as rows: `.where({ password_enabled: true })`. @throws Error outside an audit */
export function credentialReport(): QueryableReport {
  const report = takeOver();
  return Object.assign(new ReportRows(report.rows), report);
}
