import type { CredentialReport, User } from '../report';
import { matchesPattern } from './pattern';

/**
 * The users that match any of the patterns.
 *
 * @throws Error where a pattern matches nobody: a misspelt name would check nothing
 */
export function usersMatching(
  { users }: CredentialReport,
  patterns: readonly string[],
): readonly User[] {
  const idle = patterns.find((pattern) => !users.some((user) => matchesUser(pattern, user)));
  if (idle !== undefined) throw new Error(`no user of the report matches "${idle}"`);
  return users.filter((user) => matchesAny(patterns, user));
}

/** Tells whether any of the patterns means a user; see `matchesUser`. */
export function matchesAny(patterns: readonly string[], user: User): boolean {
  return patterns.some((pattern) => matchesUser(pattern, user));
}

/**
 * Tells whether a pattern means a user. One that begins with `/` is held against path and name
 * (`/service/*`), one that begins with `arn:` against the ARN, any other against the name. `*`
 * stands for any characters.
 */
export function matchesUser(pattern: string, { arn, path, name }: User): boolean {
  if (pattern.startsWith('/')) return matchesPattern(pattern, `${path}${name}`);
  return matchesPattern(pattern, pattern.startsWith('arn:') ? arn : name);
}
