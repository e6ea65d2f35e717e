import { NotUnderstood } from './csv';
import type { Tags } from './patterns';

type Fields = Readonly<Record<string, unknown>>;

/** The tags of users from the text of `facts.json`. Throws NotUnderstood where they are not as iamspec writes them. */
export function readTags(facts: string): Tags {
  const { userTags } = fields(parsed(facts), 'facts.json');
  if (userTags === undefined) return undefined;
  const { known } = fields(userTags, 'userTags');
  if (known === undefined) return undefined;
  const tags = new Map<string, readonly string[]>();
  for (const entry of list(known, 'userTags')) {
    const user = fields(entry, 'userTags');
    const name = text(user.userName, 'userName');
    if (tags.has(name)) throw new NotUnderstood('a user stands in userTags twice');
    tags.set(name, list(user.tags, 'tags').map(tagText));
  }
  return (userName) => tags.get(userName) ?? [];
}

// IAM does not tell keys apart by case.
function tagText(entry: unknown): string {
  const { key, value } = fields(entry, 'tags');
  return `${text(key, 'key').toLowerCase()}=${text(value, 'value')}`;
}

function parsed(facts: string): unknown {
  try {
    return JSON.parse(facts);
  } catch {
    throw new NotUnderstood('facts.json is no JSON');
  }
}

function fields(value: unknown, name: string): Fields {
  if (isFields(value)) return value;
  throw new NotUnderstood(`${name} holds something else than an object`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new NotUnderstood(`${name} is no list`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new NotUnderstood(`${name} is no text`);
}
