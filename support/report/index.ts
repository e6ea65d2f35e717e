export { type AsOf, CLOCK_TOLERANCE, resolveAsOf } from './as-of';
export type { Column, ReportRow } from './columns';
export { COLUMNS } from './columns';
export { ExpectedError, inWords, isForUsers } from './expected-error';
export {
  type AccountSummary,
  FACTS,
  type Fact,
  type FactName,
  type Facts,
  type KnownFacts,
  type PasswordPolicy,
  type RootManagement,
  type ServiceSpecificCredential,
  type VirtualMfaDevice,
} from './facts';
export { offerInstant } from './file-name';
export { DAY, formatDuration, formatInstant, type Instant, parseInstant } from './instant';
export type {
  AccessKey,
  Account,
  Certificate,
  CredentialReport,
  Password,
  Root,
  Subject,
  User,
} from './model';
export { parseReport } from './parse';
export { ReportRows, type RowFilter } from './query';
export { ReportError } from './report-error';
export { readSavedReport, type SavedReport } from './saved';
export { type ServiceCredential, serviceCredentials } from './service-credentials';
export { DEMO_ACCOUNT_ID, type Origin, type Snapshot } from './snapshot';
