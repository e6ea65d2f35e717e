import type { ServiceCredential } from '../../report';
import type { Finding } from '../finding';
import { matchesPattern } from '../pattern';

/** Holds when the credential is for a service that no pattern names, such as `codecommit.amazonaws.com` or `*.amazonaws.com*`. */
export function serviceNotForbidden(
  { label, service }: ServiceCredential,
  forbiddenServices: readonly string[],
): Finding {
  const pattern = forbiddenServices.find((each) => matchesPattern(each, service));
  return {
    passed: pattern === undefined,
    measured: service,
    limit: forbiddenServices.join(', '),
    reason:
      pattern === undefined
        ? `${label} is for a service that is not forbidden.`
        : `${label} is for a service that is forbidden (${pattern}).`,
  };
}
