import type { LocalUser } from './account';
import type { Context } from './action';
import { IamError } from './errors';

/** The user that a call names, else the one that calls. Throws an IamError where there is none. */
export function namedUser({ account, params }: Context): LocalUser {
  const userName = params.UserName ?? /:user\/(?:.*\/)?([^/]+)$/.exec(account.callerArn)?.[1];
  if (userName === undefined) {
    const message = 'Must specify userName when calling with non-User credentials';
    throw new IamError('ValidationError', message);
  }
  const user = account.users.find((each) => each.userName === userName);
  if (user) return user;
  throw new IamError('NoSuchEntity', `The user with name ${userName} cannot be found.`);
}
