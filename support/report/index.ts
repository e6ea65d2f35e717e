export { type AsOf, CLOCK_TOLERANCE, resolveAsOf } from './as-of';
export { COLUMNS, type Column, type ReportRow } from './columns';
export {
  type Condition,
  cellText,
  criterion,
  type DateRange,
  found,
  type Moment,
} from './criterion';
export { ExpectedError, inWords, isForUsers, messageOf } from './expected-error';
export {
  type AccountSummary,
  type Administrator,
  FACTS,
  type Fact,
  type FactName,
  type Facts,
  type KnownFacts,
  type ListedAccessKey,
  type ListedSshKey,
  type MfaDevice,
  type PasswordPolicy,
  type RootManagement,
  type ServiceSpecificCredential,
  type Tag,
  type UserAccessKeys,
  type UserMfaDevices,
  type UserSshKeys,
  type UserTags,
  type VirtualMfaDevice,
} from './facts';
export { offerInstant } from './file-name';
export {
  DAY,
  exactInstant,
  formatDuration,
  formatInstant,
  type Instant,
  parseInstant,
} from './instant';
export {
  type KeyInSlot,
  keysInSlots,
  type UserWithListedKeys,
  usersWithListedKeys,
} from './listed-keys';
export {
  MFA_KINDS,
  type MfaKind,
  mfaKind,
  type UserWithMfaKinds,
  usersWithMfaKinds,
} from './mfa-devices';
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
export type { RowPredicate } from './predicate';
export { ReportRows, type RowFilter } from './query';
export { ReportError } from './report-error';
export {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  bytes,
  type Cells,
  csv,
  password,
  type Row,
  rootRow,
  userRow,
} from './rows';
export { readSavedReport, type SavedReport } from './saved';
export { type ServiceCredential, serviceCredentials } from './service-credentials';
export { DEMO_ACCOUNT_ID, type Origin, type Snapshot } from './snapshot';
export { type SshKey, sshKeys } from './ssh-keys';
