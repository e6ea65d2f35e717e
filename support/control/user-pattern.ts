import type { CredentialReport, User } from '../report';
import { PatternIndex } from './pattern-index';
import { isTagPattern, tagPattern, textsOf } from './user-texts';

/**
 * The users that match one of the patterns, as `matchesAny` has it. Throws Error where a pattern matches
 * nobody: a misspelt name would check nothing.
 */
export function usersMatching(
  { users }: CredentialReport,
  patterns: readonly string[],
): readonly User[] {
  const [idle] = userIndex(patterns).idle(users.flatMap(textsOf));
  if (idle !== undefined) throw new Error(`no user of the report matches "${patterns[idle]}"`);
  return users.filter((user) => matchesAny(patterns, user));
}

/**
 * Whether a user matches one of the patterns: by path and name (`/service/*`), ARN (`arn:...`), tag
 * (`tag:team=payments`) or name, with `*` for any characters. The list must never change.
 */
export function matchesAny(patterns: readonly string[], user: User): boolean {
  const index = indices.get(patterns) ?? userIndex(patterns);
  indices.set(patterns, index);
  return index.first(...textsOf(user)) !== undefined;
}

const indices = new WeakMap<readonly string[], PatternIndex>();

/** Patterns that mean users, to be asked with `textsOf`. */
export function userIndex(patterns: readonly string[]): PatternIndex {
  return new PatternIndex(
    patterns.map((pattern) =>
      isTagPattern(pattern) ? tagPattern(pattern) : `${kindOf(pattern)} ${pattern}`,
    ),
  );
}

function kindOf(pattern: string): 'name' | 'path' | 'arn' {
  if (pattern.startsWith('/')) return 'path';
  return pattern.startsWith('arn:') ? 'arn' : 'name';
}
