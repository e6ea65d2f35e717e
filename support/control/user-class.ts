import type { User } from '../report';
import type { Inputs } from './control';
import { textsOf, userIndex } from './user-pattern';

/** What one control does for one class of users of a profile. */
export interface UserClass {
  /** `machine`, `human`, `break-glass`, ... */
  readonly name: string;
  /** Names, paths or ARNs with `*`; see `matchesAny`. */
  readonly users: readonly string[];
  /** All inputs for this class; undefined = as for everybody. */
  readonly inputs: Inputs | undefined;
  /** Why its inputs may be looser than everybody's. */
  readonly loosens: string | undefined;
}

/** Whom a control is for. */
export interface Scope {
  /** False: the control is for the classes that have inputs of their own, and for nobody else. */
  readonly everybody: boolean;
  /** All classes of the profile, in its order: the first that matches a user is the user's. */
  readonly classes: readonly UserClass[];
}

/** The scope of a control in a profile without classes. */
export const EVERYBODY: Scope = { everybody: true, classes: [] };

/** Makes ready to find the class of a user, if any: the first that matches. */
export function classFinder(classes: readonly UserClass[]): (user: User) => UserClass | undefined {
  const owners = classes.flatMap((each) => each.users.map(() => each));
  const index = userIndex(classes.flatMap(({ users }) => users));
  return (user) => {
    const place = index.first(...textsOf(user));
    return place === undefined ? undefined : owners[place];
  };
}
