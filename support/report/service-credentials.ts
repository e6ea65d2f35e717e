import type { ServiceSpecificCredential } from './facts';
import type { CredentialReport, Subject } from './model';
import { ownersByName } from './owners';

/** A long-term credential of a user for one service, such as a Bedrock API key. */
export interface ServiceCredential extends Subject, Omit<ServiceSpecificCredential, 'userName'> {
  readonly kind: 'service credential';
}

/**
 * The credentials as subjects, `alice / bedrock.amazonaws.com 1`, numbered by age. They are read live, so
 * that the report may lack their users.
 */
export function serviceCredentials(
  report: CredentialReport,
  credentials: readonly ServiceSpecificCredential[],
): readonly ServiceCredential[] {
  const ownerOf = ownersByName(report);
  const counts = new Map<string, number>();
  return [...credentials]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({ userName, ...credential }) => {
      const name = `${userName} / ${credential.service}`;
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return {
        kind: 'service credential',
        label: `${name} ${number}`,
        ...ownerOf(userName),
        ...credential,
      };
    });
}
