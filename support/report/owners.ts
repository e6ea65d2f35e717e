import type { CredentialReport, Subject } from './model';

/**
 * Finds, by name, what a credential has of its user. Facts are read live, so that the report may lack the user.
 */
export function ownersByName({
  accountId,
  partition,
  users,
}: CredentialReport): (userName: string) => Pick<Subject, 'arn' | 'contradiction'> {
  const owners = new Map(users.map((user) => [user.name, user]));
  return (userName) => ({
    arn: owners.get(userName)?.arn ?? `arn:${partition}:iam::${accountId}:user/${userName}`,
    contradiction: owners.get(userName)?.contradiction,
  });
}
