import type { Root, User } from '../../report';
import type { Finding } from '../finding';

/** Holds when there is no active X.509 signing certificate. */
export function noSigningCertificate({ label, certificates }: User | Root): Finding {
  const active = certificates.filter((certificate) => certificate.active);
  const found = active.map(({ slot }) => `active signing certificate ${slot}`).join(' and ');
  return {
    passed: active.length === 0,
    measured: active.length,
    limit: 0,
    reason: `${label} has ${found || 'no active signing certificate'}; none is allowed.`,
  };
}
