// What every run needs. The other writers are imported from their own files by whoever needs them,
// so that an audit does not wait for tables and charts.
export {
  type AuditedProfile,
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  countByStatus,
  nobodyJudged,
  type PolicyFile,
  type RunIdentity,
  sourceLabel,
} from './audit-result';
export { junit } from './junit';
export { page, type TrendPoint } from './page';
export { writePrivateFile } from './private-file';
export { summary } from './summary';
