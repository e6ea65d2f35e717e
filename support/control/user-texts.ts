import type { Root, User } from '../report';

const made = new WeakMap<User | Root, readonly string[]>();

/** What patterns of users are held against, each after its kind of pattern. Made once, since many lists ask. */
export function textsOf(identity: User | Root): readonly string[] {
  const texts = made.get(identity) ?? makeTexts(identity);
  made.set(identity, texts);
  return texts;
}

function makeTexts(identity: User | Root): readonly string[] {
  const { arn, label } = identity;
  if (identity.kind === 'root') return [`name ${label}`, `arn ${arn}`];
  const { name, path } = identity;
  return [`name ${name}`, `path ${path}${name}`, `arn ${arn}`, ...tagTexts(identity)];
}

/** The tags of a user as texts; none where they are not known. */
export function tagTexts({ tags = [] }: Pick<User, 'tags'>): readonly string[] {
  return tags.map(({ key, value }) => `tag ${key.toLowerCase()}=${value}`);
}

/** The value of a tag, where the user has it; IAM does not tell keys apart by case. */
export function tagOf({ tags = [] }: Pick<User, 'tags'>, key: string): string | undefined {
  return tags.find((tag) => tag.key.toLowerCase() === key.toLowerCase())?.value;
}

const TAG = 'tag:';

/** Whether a pattern means a tag: `tag:team=payments`, `tag:team=pay*`, or `tag:team` for any value. */
export function isTagPattern(pattern: string): boolean {
  return pattern.startsWith(TAG);
}

/** A pattern as `textsOf` has its texts. */
export function tagPattern(pattern: string): string {
  const tag = pattern.slice(TAG.length);
  const at = tag.indexOf('=');
  if (at === -1) return `tag ${tag.toLowerCase()}=*`;
  return `tag ${tag.slice(0, at).toLowerCase()}${tag.slice(at)}`;
}
