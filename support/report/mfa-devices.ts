import type { MfaDevice, UserMfaDevices, VirtualMfaDevice } from './facts';
import type { CredentialReport, User } from './model';

/**
 * What a second factor is. Of a `certified key` AWS names certifications; a `passkey` is any other FIDO
 * device, of which nobody can tell whether it is synced. `unknown`: a serial number of no known form.
 */
export type MfaKind = (typeof MFA_KINDS)[number] | 'unknown';

/** The kinds that can be told. */
export const MFA_KINDS = ['sms', 'virtual', 'hardware', 'passkey', 'certified key'] as const;

/** A user with the kinds of its MFA devices, each once; empty where none is listed. */
export interface UserWithMfaKinds extends User {
  readonly mfaKinds: readonly MfaKind[];
}

/**
 * The users as subjects, with the kinds of their devices. Of who has a virtual device no other is listed:
 * the weakest counts.
 */
export function usersWithMfaKinds(
  { users }: CredentialReport,
  virtual: readonly VirtualMfaDevice[],
  others: readonly UserMfaDevices[],
): readonly UserWithMfaKinds[] {
  const owners = new Set(virtual.map(({ userArn }) => userArn));
  const devices = new Map(others.map((each) => [each.userName, each.devices]));
  return users.map((user) => ({
    ...user,
    mfaKinds: owners.has(user.arn)
      ? ['virtual']
      : [...new Set((devices.get(user.name) ?? []).map(mfaKind))],
  }));
}

const TYPES: Readonly<Record<string, MfaKind>> = { mfa: 'virtual', 'sms-mfa': 'sms' };

/**
 * The kind of a device by its serial number: a hardware token has that of its maker, any other an ARN.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html
 */
export function mfaKind({ serialNumber, certifications = {} }: MfaDevice): MfaKind {
  if (/^[\w-]+$/.test(serialNumber)) return 'hardware';
  const [type = ''] = serialNumber.split(':').slice(5).join(':').split('/');
  if (type === 'u2f') return Object.keys(certifications).length > 0 ? 'certified key' : 'passkey';
  return TYPES[type] ?? 'unknown';
}
