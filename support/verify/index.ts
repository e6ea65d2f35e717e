export { type Auditor, readAuditor, readKeys, refuseNoAccount } from './auditor';
export { type Reservation, verificationExitCode } from './core/verification';
export { verificationLines } from './core/verification-text';
export { type RecordedResult, recordedResult } from './recorded-result';
export { type VerifierPage, verifierPage } from './verifier-page';
export { chainLines, verifyChain } from './verify-chain';
export { verifyBundle } from './verify-here';
