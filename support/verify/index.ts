export { type Auditor, readAuditor } from './auditor';
export { type Reservation, verificationExitCode } from './core/verification';
export { verificationLines } from './core/verification-text';
export { type RecordedResult, recordedResult } from './recorded-result';
export { type VerifierPage, verifierPage } from './verifier-page';
export { verifyBundle } from './verify-here';
