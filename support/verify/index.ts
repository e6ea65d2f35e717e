export { type Auditor, readAuditor } from './auditor';
export { type RecordedResult, recordedResult } from './recorded-result';
export { type Reservation, verificationExitCode } from './verification';
export { verificationLines } from './verification-text';
export { verifyBundle } from './verify-bundle';
