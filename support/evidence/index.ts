export {
  type AuditedProfile,
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  countByStatus,
  type RunIdentity,
  sourceLabel,
} from './audit-result';
export { junit } from './junit';
export { writePrivateFile } from './private-file';
export { summary } from './summary';
export type { Writer } from './writer';
