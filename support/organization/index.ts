export { type Role, roleArn } from './assume-role';
export { judgeAccount, unreadable } from './audit-account';
export { auditAgain, type JudgedAgain } from './audit-again';
export { beginRun, readRules } from './begin-run';
export { awsCollector, type Collected, type Collector } from './collect';
export { connect } from './connection';
export { auditAccounts } from './engine';
export { listAccounts } from './list-accounts';
export {
  hasManifest,
  type PlannedAccount,
  type RunManifest,
  readManifest,
  writeManifest,
} from './manifest';
export { systemClock } from './patience';
export { makePlans, type Plans } from './plans';
export type { Finished, Progress } from './progress';
export { bundleRecorder, type WriteBundle } from './record-bundle';
export { FILES } from './run-files';
export { appendRecord, readRecords } from './run-log';
export { type OrganizationRun, runOrganization } from './run-organization';
export { writeSummary } from './write-summary';
