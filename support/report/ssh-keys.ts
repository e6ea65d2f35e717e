import type { ListedSshKey, UserSshKeys } from './facts';
import type { CredentialReport, Subject } from './model';
import { ownersByName } from './owners';

/** An SSH public key of a user, for CodeCommit. */
export interface SshKey extends Omit<Subject, 'id'>, ListedSshKey {
  readonly kind: 'SSH key';
}

/** The keys as subjects, `alice / SSH key 1`, numbered by age. */
export function sshKeys(
  report: CredentialReport,
  listed: readonly UserSshKeys[],
): readonly SshKey[] {
  const ownerOf = ownersByName(report);
  return listed.flatMap(({ userName, keys }) =>
    [...keys]
      .sort((a, b) => a.uploadedAt - b.uploadedAt)
      .map((key, index) => ({
        kind: 'SSH key',
        label: `${userName} / SSH key ${index + 1}`,
        ...ownerOf(userName),
        ...key,
      })),
  );
}
