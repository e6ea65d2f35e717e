import {
  classFinder,
  type Inputs,
  idleOwnerRules,
  isTagPattern,
  textsOf,
  userIndex,
} from '../control';
import type { User } from '../report';
import type { AuditResult, ControlResult } from './audit-result';

/** The limits of classes of users that differ from everybody's, a sentence each. */
export function classLimits({ profile, id, inputs, scope }: ControlResult): readonly string[] {
  return scope.classes.flatMap(({ name, inputs: own, loosens }) => {
    if (!own || !scope.everybody) return [];
    const changed = Object.entries(own).filter(([input, value]) => inputs[input] !== value);
    const limits = changed.map(
      ([input, value]) => `${input} ${shown(value)}, else ${shown(inputs[input])}`,
    );
    const why = loosens === undefined ? '' : `: ${loosens}`;
    return limits.map((limit) => `${name} of ${profile}, ${id}: ${limit}${why}`);
  });
}

function shown(value: Inputs[string] | undefined): string {
  return String(value) || 'none';
}

/** The lists of the policy that match no user: of profiles, and of `owners.yaml`. None without a report. */
export function idleLists({ audited, results, owners }: AuditResult): readonly string[] {
  if (!audited) return [];
  const { report } = audited;
  return [...unmatchedLists(results, report.users), ...idleOwnerRules(report, owners)];
}

const made = new WeakMap<readonly ControlResult[], readonly string[]>();

/** Lists of users in profiles, or patterns in them, that match no user: they would judge nobody. */
export function unmatchedLists(
  results: readonly ControlResult[],
  users: readonly User[],
): readonly string[] {
  const lists = made.get(results) ?? findUnmatched(results, users);
  made.set(results, lists);
  return lists;
}

function findUnmatched(
  results: readonly ControlResult[],
  users: readonly User[],
): readonly string[] {
  const texts = users.flatMap(textsOf);
  const tagsAreKnown = users.some(({ tags }) => tags);
  const known = new Map<readonly string[], readonly string[]>();
  function idle(patterns: readonly string[]): readonly string[] {
    const found =
      known.get(patterns) ??
      userIndex(patterns)
        .idle(texts)
        .map((place) => patterns[place] ?? '')
        .filter((pattern) => tagsAreKnown || !isTagPattern(pattern));
    known.set(patterns, found);
    return found;
  }
  const lists = results.flatMap(({ profile, id, inputs, scope: { classes } }) => {
    const used = classes.length === 0 ? undefined : new Set(users.map(classFinder(classes)));
    return [
      ...classes.flatMap((each) => {
        const name = `class ${each.name} of profile ${profile}`;
        if (!tagsAreKnown && each.users.some(isTagPattern)) return [];
        if (!used?.has(each)) return [name];
        return idle(each.users).map((pattern) => `"${pattern}" in ${name}`);
      }),
      ...[inputs, ...classes.map((each) => each.inputs ?? {})]
        .flatMap(userLists)
        .flatMap(([input, patterns]) =>
          idle(patterns).map((pattern) => `${input} "${pattern}" of ${profile} › ${id}`),
        ),
    ];
  });
  return [...new Set(lists)];
}

// By their names: other lists of texts are no users.
function userLists(inputs: Inputs): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(inputs).flatMap(([input, value]) =>
    Array.isArray(value) && input.endsWith('Users') ? [[input, value.map(String)] as const] : [],
  );
}
