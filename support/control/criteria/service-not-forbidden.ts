import { distance } from 'fastest-levenshtein';
import type { ServiceCredential } from '../../report';
import type { Finding } from '../finding';
import { matchesPattern } from '../pattern';

const KNOWN = ['bedrock', 'cassandra', 'codecommit', 'logs'].map((name) => `${name}.amazonaws.com`);

/**
 * Holds when the credential is for a service that no pattern names, such as `codecommit.amazonaws.com` or `*.amazonaws.com*`.
 * Throws Error where a pattern names no service: a misspelt one would forbid nothing.
 */
export function serviceNotForbidden(
  { label, service }: ServiceCredential,
  forbiddenServices: readonly string[],
): Finding {
  const idle = forbiddenServices.find((each) => !namesService(each));
  if (idle !== undefined) {
    throw new Error(
      `"${idle}" names no service; known are ${KNOWN.join(', ')}, and *.amazonaws.com* for all`,
    );
  }
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

// IAM may take others by now: a whole name is taken, unless it looks like one of these.
function namesService(pattern: string): boolean {
  if (KNOWN.some((service) => matchesPattern(pattern, service))) return true;
  return (
    /^[a-z][a-z0-9-]*\.amazonaws\.com$/.test(pattern) &&
    KNOWN.every((service) => distance(pattern, service) > 2)
  );
}
