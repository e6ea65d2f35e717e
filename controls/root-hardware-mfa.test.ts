import { control } from 'iamspec';
import { rootMfaHardware } from 'iamspec/criteria';

control({
  id: 'root-hardware-mfa',
  title: 'The MFA of root is hardware or a passkey, not virtual',
  severity: 'critical',
  nist: ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
  rationale:
    'The secret of a virtual device can be copied with the phone or its backup; that of hardware cannot.',
  remediation:
    'Sign in as root, register a security key under Security credentials, then remove the virtual device.',
  inputs: { evenWithoutCredentials: false },
  stricter: { evenWithoutCredentials: true },
  facts: ['virtualMfaDevices'],
  subjects: (report) => (report.partition === 'aws-us-gov' ? [] : [report.root]),
  check: (root, { inputs, facts }) =>
    rootMfaHardware(root, facts.virtualMfaDevices, inputs.evenWithoutCredentials),
});
