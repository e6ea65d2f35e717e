import type { BundleFiles } from '../bundle';
import type { Auditor } from './auditor';
import { checkSignature } from './check-signature';
import type { Verification } from './core/verification';
import { verifyBundle as verifyFiles } from './core/verify-bundle';

/**
 * Checks a bundle of this machine that anybody may have made, its signature before anything else is read. Nothing
 * that it names is resolved, loaded or opened. Throws BundleError where its manifest is not understood.
 */
export function verifyBundle(files: BundleFiles, auditor: Auditor): Verification {
  const signature = checkSignature(files, auditor.keys);
  return verifyFiles(files, auditor, { ...signature, authenticated: auditor.keys.length > 0 });
}
