import { z } from 'zod';
import { ConfigurationError, type OwnerRule } from '../control';
import { fields, TEXT, wrong } from '../control/shape';
import { parseYaml } from './parse-yaml';

const OWNERS = z
  .array(
    fields({
      tag: TEXT.optional().describe('The key of an IAM tag, whose value is the owner.'),
      path: TEXT.optional().describe(
        'How the path of the user begins, with * for the owner: /teams/*/',
      ),
      owner: TEXT.optional().describe('Who answers for the users or the class named beside it.'),
      users: z
        .array(TEXT, { error: wrong('a list of names, paths, tags or ARNs') })
        .min(1, 'it is empty')
        .optional()
        .describe('Names (ci-*), paths (/service/*), tags (tag:team=payments) or ARNs.'),
      class: TEXT.optional().describe('A class of users of a profile, by its name.'),
    }),
    { error: wrong('a list of rules') },
  )
  .describe('Who answers for which user: the first rule that matches counts.');

/** The shape of an owners file as a JSON schema, for editors. */
export function ownersSchema(): unknown {
  return z.toJSONSchema(OWNERS);
}

/** A rule of `owners.yaml`; a class is not looked up yet. */
export type WrittenRule =
  | Exclude<OwnerRule, { readonly class: string }>
  | { readonly owner: string; readonly class: string };

/** Throws ConfigurationError with all that is wrong. */
export function readOwners(yaml: string, path: string): readonly WrittenRule[] {
  const parsed = parseYaml(OWNERS.nullable(), yaml, { name: path, item: 'rule' }) ?? [];
  const problems: string[] = [];
  const rules = parsed.flatMap((written, index) => {
    const rule = ruleOf(written);
    if (typeof rule !== 'string') return [rule];
    problems.push(`${path}, rule ${index + 1}: ${rule}`);
    return [];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return rules;
}

type Written = z.output<typeof OWNERS>[number];

const EXPECTED = 'expected tag, or path, or owner with users, or owner with class.';

function ruleOf({ tag, path, owner, users, class: name }: Written): WrittenRule | string {
  const given = Object.entries({ tag, path, owner, users, class: name }).filter(
    ([, value]) => value !== undefined,
  );
  const fieldNames = given.map(([field]) => field).join(' and ') || 'nothing';
  if (given.length === 1 && tag !== undefined) return { tag };
  if (given.length === 1 && path !== undefined) return isPath(path) ? { path } : wrongPath(path);
  if (given.length === 2 && owner !== undefined) {
    if (users) return { owner, users };
    if (name !== undefined) return { owner, class: name };
  }
  return `it has ${fieldNames}, ${EXPECTED}`;
}

function isPath(path: string): boolean {
  const parts = path.split('/');
  const between = parts.slice(1, -1);
  const isWhole = parts[0] === '' && parts.at(-1) === '' && !between.includes('');
  const isOnce = between.filter((part) => part === '*').length === 1;
  return isWhole && isOnce && (path.match(/\*/g)?.length ?? 0) === 1;
}

function wrongPath(path: string): string {
  return `its path is "${path}", expected folders with one * for the owner, such as /teams/*/.`;
}
