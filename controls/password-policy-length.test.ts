import { control } from 'iamspec';
import { passwordLengthAtLeast } from 'iamspec/criteria';

control({
  id: 'password-policy-length',
  title: 'The password policy demands the required length',
  severity: 'medium',
  nist: ['IA-5(1)'],
  rationale: 'Length is what makes a password hard to guess.',
  remediation:
    'Set the whole policy in one call, since what is left out is reset: aws iam update-account-password-policy --minimum-password-length ...',
  inputs: { minLength: 14, evenWithoutPasswords: false },
  stricter: { evenWithoutPasswords: true },
  facts: ['passwordPolicy'],
  subjects: ({ passwords, account }, { inputs }) =>
    passwords.length > 0 || inputs.evenWithoutPasswords ? [account] : [],
  check: (_account, { inputs, facts }) =>
    passwordLengthAtLeast(facts.passwordPolicy, inputs.minLength),
});
