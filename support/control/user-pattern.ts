import type { User } from '../report';
import { matchesPattern } from './pattern';

/**
 * Tells whether a pattern means a user. One that begins with `/` is held against path and name
 * (`/service/*`), one that begins with `arn:` against the ARN, any other against the name. `*`
 * stands for any characters.
 */
export function matchesUser(pattern: string, { arn, path, name }: User): boolean {
  if (pattern.startsWith('/')) return matchesPattern(pattern, `${path}${name}`);
  return matchesPattern(pattern, pattern.startsWith('arn:') ? arn : name);
}
