import type { User } from '../../report';
import type { Finding } from '../finding';
import { matchesAny } from '../user-pattern';

/** Holds when the user matches one of the patterns; an empty list allows no IAM users at all. */
export function isAllowed(user: User, patterns: readonly string[]): Finding {
  const passed = matchesAny(patterns, user);
  const list = listed(patterns);
  return {
    passed,
    measured: user.name,
    limit: list,
    reason: `${user.label} is ${passed ? 'one of' : 'not among'} the users that are allowed: ${list}.`,
  };
}

const SHOWN = 20;

function listed(patterns: readonly string[]): string {
  const shown = patterns.slice(0, SHOWN).join(', ') || 'no IAM user at all';
  const more = patterns.length - SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
