import type { AuditResult } from './audit-result';

/** Whom failures are about, each counted once in however many controls and profiles. */
export interface WhoFails {
  readonly users: number;
  /** Passwords, keys and certificates of users and root. */
  readonly credentials: number;
  readonly root: boolean;
  /** The account itself, as for its password policy. */
  readonly account: boolean;
  readonly plainTests: number;
  /** Whom the report does not hold. */
  readonly others: number;
}

/** Counts who fails: users and credentials rather than verdicts. */
export function whoFails({ audited, results }: AuditResult): WhoFails {
  const { root, account, users = [] } = audited?.report ?? {};
  const known = new Set(users.map(({ arn }) => arn));
  const found = {
    users: new Set(),
    credentials: new Set(),
    plainTests: new Set(),
    others: new Set(),
  };
  let [isRootFailing, isAccountFailing] = [false, false];
  for (const { profile, id, verdicts } of results) {
    for (const { status, subject, arn = '' } of verdicts) {
      if (status !== 'failed') continue;
      const isUser = known.has(arn);
      const isRoot = arn === root?.arn && subject !== account?.label;
      if (profile === undefined) found.plainTests.add(`${id} ${subject}`);
      else if (isUser) found.users.add(arn);
      else if (isRoot) isRootFailing = true;
      // It bears the ARN of root.
      else if (arn === root?.arn) isAccountFailing = true;
      else found.others.add(arn || subject);
      // Labels are unique, whoever the user is.
      if ((isUser || isRoot) && subject.includes(' / ')) found.credentials.add(subject);
    }
  }
  return {
    users: found.users.size,
    credentials: found.credentials.size,
    root: isRootFailing,
    account: isAccountFailing,
    plainTests: found.plainTests.size,
    others: found.others.size,
  };
}
