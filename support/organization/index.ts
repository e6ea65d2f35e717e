export { readAccountsFile } from './accounts-file';
export { type Enter, entrance, type Member, type Role, roleArn } from './assume-role';
export { judgeAccount, unreadable } from './audit-account';
export { beginRun, readRules, type Scope } from './begin-run';
export { type Clock, systemClock } from './clock';
export { awsCollector, type Collected, type Collector } from './collect';
export { type Connection, connect } from './connection';
export { auditAccounts, type EngineOptions } from './engine';
export { type Listing, type ListOptions, listAccounts } from './list-accounts';
export { type PlannedAccount, type RunManifest, readManifest, writeManifest } from './manifest';
export { readOrganizationTrend } from './organization-trend';
export { makePlans, type Plans } from './plans';
export { assignProfiles, PROFILE_MAP, type ProfileRule, readProfileMap } from './profile-map';
export type { Finished, Progress } from './progress';
export { bundleRecorder, type WriteBundle } from './record-bundle';
export { FILES } from './run-files';
export { appendRecord, RunLogError, readRecords, repairLog } from './run-log';
export {
  type OrganizationOptions,
  type OrganizationRun,
  runOrganization,
} from './run-organization';
export { parsePattern, selectAccounts } from './select-accounts';
export { writeSummary } from './write-summary';
