export {
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  countByStatus,
  sourceLabel,
} from './audit-result';
export { junit } from './junit';
export { writePrivateFile } from './private-file';
export { summary } from './summary';
