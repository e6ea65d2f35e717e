import { control } from 'iamspec';
import { passwordsRememberedAtLeast } from 'iamspec/criteria';

control({
  id: 'password-policy-reuse',
  title: 'The password policy remembers former passwords',
  severity: 'low',
  nist: ['IA-5(1)'],
  rationale: 'A password that comes back is one that may have leaked before.',
  remediation:
    'Set the whole policy in one call, since what is left out is reset: aws iam update-account-password-policy --password-reuse-prevention ...',
  inputs: { minRemembered: 24, evenWithoutPasswords: false },
  stricter: { evenWithoutPasswords: true },
  facts: ['passwordPolicy'],
  subjects: ({ passwords, account }, { inputs }) =>
    passwords.length > 0 || inputs.evenWithoutPasswords ? [account] : [],
  check: (_account, { inputs, facts }) =>
    passwordsRememberedAtLeast(facts.passwordPolicy, inputs.minRemembered),
});
