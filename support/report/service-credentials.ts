import type { ServiceSpecificCredential } from './facts';
import type { CredentialReport, Subject } from './model';

/** A long-term credential of a user for one service, such as a Bedrock API key. */
export interface ServiceCredential
  extends Subject,
    Pick<ServiceSpecificCredential, 'active' | 'createdAt' | 'expiresAt'> {
  readonly kind: 'service credential';
}

/**
 * The credentials as subjects, `alice / bedrock.amazonaws.com 1`, numbered by age. They are read live, so
 * that the report may lack their users.
 */
export function serviceCredentials(
  { accountId, partition, users }: CredentialReport,
  credentials: readonly ServiceSpecificCredential[],
): readonly ServiceCredential[] {
  const owners = new Map(users.map((user) => [user.name, user]));
  const counts = new Map<string, number>();
  return [...credentials]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({ userName, service, active, createdAt, expiresAt }) => {
      const name = `${userName} / ${service}`;
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return {
        kind: 'service credential',
        label: `${name} ${number}`,
        arn: owners.get(userName)?.arn ?? `arn:${partition}:iam::${accountId}:user/${userName}`,
        contradiction: owners.get(userName)?.contradiction,
        active,
        createdAt,
        expiresAt,
      };
    });
}
