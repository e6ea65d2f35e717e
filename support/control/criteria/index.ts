export { agreesWithSummary } from './agrees-with-summary';
export { createdWithin } from './created-within';
export { expiresWithin } from './expires-within';
export { fresh } from './fresh';
export { hasCredentials } from './has-credentials';
export { heldCredentials } from './held-credentials';
export { inUseWithin } from './in-use-within';
export { isAllowed } from './is-allowed';
export { keysAsReported } from './keys-as-reported';
export { lastUse } from './last-use';
export { mfaActive } from './mfa-active';
export { mfaOfKinds } from './mfa-of-kinds';
export { neverUsed } from './never-used';
export { noAccessKey } from './no-access-key';
export { noActiveKey } from './no-active-key';
export { noCredentials } from './no-credentials';
export { noPassword } from './no-password';
export { noPasswordOrKey } from './no-password-or-key';
export { noSigningCertificate } from './no-signing-certificate';
export { notMadeWithUser } from './not-made-with-user';
export { notOverdue } from './not-overdue';
export { oneActiveKey } from './one-active-key';
export {
  passwordComplexity,
  passwordLengthAtLeast,
  passwordsExpireWithin,
  passwordsRememberedAtLeast,
} from './password-policy';
export { rootManagedCentrally } from './root-managed-centrally';
export { rootMfaActive } from './root-mfa-active';
export { rootMfaHardware } from './root-mfa-hardware';
export { rotatedWithin } from './rotated-within';
export { serviceNotForbidden } from './service-not-forbidden';
export { unusedFor } from './unused-for';
export { usedAfterGrace } from './used-after-grace';
export { usedWithin } from './used-within';
