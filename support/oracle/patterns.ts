import { cell, type Row } from './cells';
import { NotUnderstood } from './csv';

/** The tags of a user by its name, each as `key=value` with the key in lower case; undefined where nobody asked AWS. */
export type Tags = ((userName: string) => readonly string[]) | undefined;

/** Whether a pattern selects by tag, which the report does not tell. */
export function asksForTag(pattern: string): boolean {
  return pattern.startsWith('tag:');
}

/** Whether a user is meant by one of the patterns: a name, a path with a name, an ARN or a tag, each with `*`. */
export function meantBy(patterns: readonly string[], tags: Tags): (user: Row) => boolean {
  const all = patterns.map((pattern) => (asksForTag(pattern) ? tagPattern(pattern) : pattern));
  const plain = new Set(all.filter((pattern) => !pattern.includes('*')));
  const wild = all.filter((pattern) => pattern.includes('*'));
  return (user) => {
    const texts = textsOf(user, tags);
    if (texts.some((text) => plain.has(text))) return true;
    return wild.some((pattern) =>
      texts.some((text) => isOneKind(pattern, text) && like(pattern, text)),
    );
  };
}

// One user after the other; no list of a real account comes near it.
const MOST_TRIES = 20_000_000;

/** The first pattern that means none of the users; undefined where each means somebody. */
export function idlePattern(
  patterns: readonly string[],
  users: readonly Row[],
  tags: Tags,
): string | undefined {
  const plain = new Set(users.flatMap((user) => textsOf(user, tags)));
  return patterns.find((pattern) => {
    if (!pattern.includes('*'))
      return !plain.has(asksForTag(pattern) ? tagPattern(pattern) : pattern);
    const isMeant = meantBy([pattern], tags);
    return !users.some(isMeant);
  });
}

/** Throws NotUnderstood where so many patterns would have to be held against so many users that it would take minutes. */
export function holdSmall(patterns: readonly string[], users: readonly Row[]): void {
  const wild = patterns.filter((pattern) => pattern.includes('*')).length;
  if (wild * users.length <= MOST_TRIES) return;
  throw new NotUnderstood(`${wild} patterns are too many to hold against ${users.length} users`);
}

// A key is the same in any case, a value is not.
function tagPattern(pattern: string): string {
  const [key = '', ...value] = pattern.slice('tag:'.length).split('=');
  return `tag:${key.toLowerCase()}=${value.length === 0 ? '*' : value.join('=')}`;
}

function textsOf(user: Row, tags: Tags): readonly string[] {
  const [name, arn] = [cell(user, 'user'), cell(user, 'arn')];
  const path = arn.slice(arn.indexOf(':user/') + ':user'.length);
  return [name, path, arn, ...(tags?.(name) ?? []).map((tag) => `tag:${tag}`)];
}

// `*` alone is a pattern of names: it must mean nobody by the ARN, and no tag either.
function isOneKind(pattern: string, text: string): boolean {
  return kindOf(pattern) === kindOf(text);
}

function kindOf(text: string): string {
  if (text.startsWith('/')) return 'path';
  return ['arn:', 'tag:'].find((kind) => text.startsWith(kind)) ?? 'name';
}

// Character by character; where one does not fit, the last `*` takes one more.
function like(pattern: string, text: string): boolean {
  let [at, star, taken] = [0, -1, 0];
  for (let place = 0; place < text.length; ) {
    if (pattern[at] === '*') {
      [star, taken] = [at, place];
      at++;
    } else if (pattern[at] === text[place]) {
      at++;
      place++;
    } else if (star >= 0) {
      taken++;
      [at, place] = [star + 1, taken];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
