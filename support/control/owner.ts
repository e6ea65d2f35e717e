import type { CredentialReport, Root, User } from '../report';
import { userIndex } from './user-pattern';
import { isTagPattern, tagOf, textsOf } from './user-texts';

/** Who answers for a user, and by which rule: `tag owner`, `path /payments/`, `users svc-*`, `class machines`. */
export interface Owner {
  readonly name: string;
  readonly by: string;
}

/** The classes of one profile, in its order. */
export type ClassUsers = readonly { readonly name: string; readonly users: readonly string[] }[];

/** One way to tell an owner; the first that matches a user counts. */
export type OwnerRule =
  /** The value of this tag. */
  | { readonly tag: string }
  /** The folder that stands for `*`, in a path that begins so. */
  | { readonly path: string }
  | { readonly owner: string; readonly users: readonly string[] }
  /** `classes`: of the profiles that have a class of this name. */
  | { readonly owner: string; readonly class: string; readonly classes: readonly ClassUsers[] };

/** What holds without `profiles/owners.yaml`. */
export const OWNER_RULES: readonly OwnerRule[] = [
  { tag: 'owner' },
  { tag: 'team' },
  { tag: 'email' },
  { path: '/*/' },
];

/** The owner of last resort: work of nobody must show. */
export const NOBODY: Owner = { name: 'nobody', by: 'no rule' };

/** Who answers for somebody, and the place of a user in the report; -1 for root and whom it does not hold. */
export interface Person {
  readonly owner: Owner;
  readonly place: number;
}

/** By the ARN of a user or root. */
export type PersonFinder = (arn: string) => Person;

const made = new WeakMap<CredentialReport, Map<readonly OwnerRule[], PersonFinder>>();

/** Made once for each report, since all controls ask. */
export function peopleOf(report: CredentialReport, rules: readonly OwnerRule[]): PersonFinder {
  const ofReport = made.get(report) ?? new Map<readonly OwnerRule[], PersonFinder>();
  made.set(report, ofReport);
  const finder = ofReport.get(rules) ?? personFinder(report, rules);
  ofReport.set(rules, finder);
  return finder;
}

function personFinder(
  { root, users }: CredentialReport,
  rules: readonly OwnerRule[],
): PersonFinder {
  const ruleOf = firstRule(rules);
  const isBlind = rules.some((rule) => 'tag' in rule) && users.some(({ tags }) => !tags);
  const nobody = isBlind ? { ...NOBODY, by: 'no rule: tags are not known' } : NOBODY;
  const stranger = { owner: nobody, place: -1 };
  const people = new Map<string, Person>([
    [root.arn, { owner: ruleOf(root)?.owner ?? nobody, place: -1 }],
  ]);
  users.forEach((user, place) => {
    people.set(user.arn, { owner: ruleOf(user)?.owner ?? nobody, place });
  });
  return (arn) => people.get(arn) ?? stranger;
}

/** Whether a rule asks for the tags of users. */
export function asksForTags(rule: OwnerRule): boolean {
  if ('tag' in rule) return true;
  if ('users' in rule) return rule.users.some(isTagPattern);
  return 'classes' in rule && rule.classes.flat().some(({ users }) => users.some(isTagPattern));
}

/** The rules that give an owner to users or classes, and nobody here is one of them, by their places. */
export function idleOwnerRules(
  { root, users }: Pick<CredentialReport, 'root' | 'users'>,
  rules: readonly OwnerRule[],
): readonly string[] {
  const tagsAreKnown = users.some(({ tags }) => tags);
  return rules.flatMap((rule, at) => {
    if (!('owner' in rule) || (!tagsAreKnown && asksForTags(rule))) return [];
    const matches = firstRule([rule]);
    if ([root, ...users].some((each) => matches(each))) return [];
    const whom = 'class' in rule ? `class ${rule.class}` : `users ${rule.users.join(', ')}`;
    return [`rule ${at + 1} of owners.yaml (${rule.owner}: ${whom})`];
  });
}

type Match = { readonly owner: Owner } | undefined;

// All lists of users are asked at once: many rules take no longer than one.
function firstRule(rules: readonly OwnerRule[]): (of: User | Root) => Match {
  const listed = rules.flatMap((rule, at) =>
    'users' in rule ? rule.users.map((pattern) => ({ at, pattern, owner: rule.owner })) : [],
  );
  const index = userIndex(listed.map(({ pattern }) => pattern));
  const others = rules.flatMap((rule, at) =>
    'users' in rule ? [] : [{ at, match: matcher(rule) }],
  );
  return (of) => {
    const found = listed.length > 0 ? listed[index.first(...textsOf(of)) ?? -1] : undefined;
    if (of.kind === 'user') {
      for (const { at, match } of others) {
        if (found && at > found.at) break;
        const owner = match(of);
        if (owner) return { owner };
      }
    }
    return found && { owner: { name: found.owner, by: `users ${found.pattern}` } };
  };
}

type Matcher = (user: User) => Owner | undefined;

function matcher(rule: Exclude<OwnerRule, { readonly users: unknown }>): Matcher {
  if ('tag' in rule) {
    return (user) => {
      const name = tagOf(user, rule.tag)?.trim();
      return name ? { name, by: `tag ${rule.tag}` } : undefined;
    };
  }
  if ('path' in rule) {
    // Many users share a path.
    const known = new Map<string, Owner | undefined>();
    return ({ path }) => {
      if (!known.has(path)) {
        const name = segmentOf(path, rule.path);
        known.set(path, name ? { name, by: `path ${path}` } : undefined);
      }
      return known.get(path);
    };
  }
  const owner = { name: rule.owner, by: `class ${rule.class}` };
  const finders = rule.classes.map((classes) => {
    const names = classes.flatMap(({ name, users }) => users.map(() => name));
    const index = userIndex(classes.flatMap(({ users }) => users));
    return (user: User) => names[index.first(...textsOf(user)) ?? -1];
  });
  return (user) => (finders.some((classOf) => classOf(user) === rule.class) ? owner : undefined);
}

// `/teams/*/` begins `/teams/payments/ci/`, which is of `payments`.
function segmentOf(path: string, pattern: string): string | undefined {
  const parts = path.split('/').slice(1, -1);
  const wanted = pattern.split('/').slice(1, -1);
  if (parts.length < wanted.length) return undefined;
  const isSame = wanted.every((part, at) => part === '*' || part === parts[at]);
  return isSame ? parts[wanted.indexOf('*')] : undefined;
}
