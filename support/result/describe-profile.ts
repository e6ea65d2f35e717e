import type { Profile } from '../control';
import type { AuditedProfile } from './audit-result';

/** What the evidence says of a profile. */
export function describeProfile(profile: Profile): AuditedProfile {
  const { name, title, source, version, heldAgainst, extends: base, notDecidable } = profile;
  const inherited = base && describeProfile(base).notDecidable;
  const about = { name, title, source, version, heldAgainst };
  return { ...about, notDecidable: { ...inherited, ...notDecidable } };
}
