import type { LocalMfaDevice, LocalUser } from './account';
import { exampleId } from './example-id';

interface SampleDevice {
  /** Of a hardware token; else it is a FIDO device. */
  serialNumber?: string;
  label?: string;
  certifications?: LocalMfaDevice['certifications'];
}

interface SampleDevices {
  /** Whether there is a virtual one besides. */
  virtual?: true;
  devices: readonly SampleDevice[];
}

// Whoever has MFA and is not named here has a virtual device alone.
const DEVICES = new Map<string, SampleDevices>([
  // A security key that is certified, as its maker has published.
  [
    'alice',
    {
      devices: [{ label: 'security-key', certifications: { 'FIPS-140-2': 'L2', FIDO: 'L1' } }],
    },
  ],
  // A passkey that a phone keeps and synchronizes, certified by nobody.
  ['Zoe', { devices: [{ label: 'phone' }] }],
  // Two devices: who signs in may take the weaker one.
  ['j.smith+ops=on_call@corp-eu', { virtual: true, devices: [{ label: 'laptop' }] }],
  // Tokens that show six digits.
  ['heidi', { devices: [{ serialNumber: 'GAHT00000001' }] }],
  ['frank', { devices: [{ serialNumber: 'GAHT00000002' }] }],
]);

/** The users of the sample that have another device than a virtual one. */
export const USERS_WITH_DEVICES: readonly string[] = [...DEVICES.keys()];

/** Whether a user with MFA has a virtual device. */
export function hasVirtualDevice(userName: string): boolean {
  return DEVICES.get(userName)?.virtual ?? !DEVICES.has(userName);
}

/** The devices of a user that are not virtual. */
export function sampleDevices({ userName, arn, createDate }: LocalUser): LocalMfaDevice[] {
  const { devices } = DEVICES.get(userName) ?? { devices: [] };
  return devices.map(({ serialNumber, label = '', certifications }) => ({
    serialNumber: serialNumber ?? fidoArn(arn, userName, label),
    enableDate: createDate,
    ...(certifications && { certifications }),
  }));
}

function fidoArn(userArn: string, userName: string, label: string): string {
  const account = userArn.replace(/:user\/.*$/, '');
  return `${account}:u2f/user/${userName}/${label}-${exampleId('', userArn, label)}`;
}
