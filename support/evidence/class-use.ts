import { classFinder } from '../control';
import type { User } from '../report';
import type { ControlResult } from './audit-result';

/** The limits of classes of users that differ from everybody's, a sentence each. */
export function classLimits({ profile, id, inputs, scope }: ControlResult): readonly string[] {
  return scope.classes.flatMap(({ name, inputs: own, loosens }) => {
    if (!own || !scope.everybody) return [];
    const changed = Object.entries(own).filter(([input, value]) => inputs[input] !== value);
    const limits = changed.map(([input, value]) => `${input} ${value}, else ${inputs[input]}`);
    const why = loosens === undefined ? '' : `: ${loosens}`;
    return limits.map((limit) => `${name} of ${profile}, ${id}: ${limit}${why}`);
  });
}

/** The classes of users that no user belongs to, as `class machine of profile house`. */
export function emptyClasses(
  results: readonly ControlResult[],
  users: readonly User[],
): readonly string[] {
  const empty = results.flatMap(({ profile, scope: { classes } }) => {
    const used = new Set(users.map(classFinder(classes)));
    return classes
      .filter((each) => !used.has(each))
      .map(({ name }) => `class ${name} of profile ${profile}`);
  });
  return [...new Set(empty)];
}
