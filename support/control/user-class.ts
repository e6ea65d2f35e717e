import type { User } from '../report';
import type { Inputs } from './control';
import { userIndex } from './user-pattern';
import { textsOf } from './user-texts';

/** What one control does for one class of users of a profile. */
export interface UserClass {
  readonly name: string;
  readonly users: readonly string[];
  /** undefined = as for everybody. */
  readonly inputs: Inputs | undefined;
  readonly loosens: string | undefined;
}

/** Whom a control is for. */
export interface Scope {
  /** Whether it also judges who is in no class. */
  readonly everybody: boolean;
  /** In the profile's order: the first that matches a user is the user's. */
  readonly classes: readonly UserClass[];
}

/** The scope of a control in a profile without classes. */
export const EVERYBODY: Scope = { everybody: true, classes: [] };

/** Finds the class of a user: the first that matches. */
export function classFinder(classes: readonly UserClass[]): (user: User) => UserClass | undefined {
  const owners = classes.flatMap((each) => each.users.map(() => each));
  const index = userIndex(classes.flatMap(({ users }) => users));
  return (user) => {
    const place = index.first(...textsOf(user));
    return place === undefined ? undefined : owners[place];
  };
}
